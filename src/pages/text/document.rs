//! The resolution as a document: title, chapters, sections, numbered paragraphs, recipients and signature.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::resolution::{Paragraph, ParagraphKind, Resolution, ScanFault};

use super::TEXT;
use super::marks::marked;
use super::pieces::{Mark, cut, numbered};
use crate::dom::view;

/// The name of a heading in the document.
pub fn heading_element(start: usize) -> String {
    format!("text-at-{start}")
}

/// The line from which on the text lists its recipients.
const RECIPIENTS: &str = "Nơi nhận";
/// How the line begins from which on the text is its signature.
const SIGNATURE: [&str; 2] = ["T/M ", "TM. "];

/// The parts into which the end of such documents falls.
#[derive(Default)]
struct Parts<'a> {
    title: Vec<Paragraph<'a>>,
    body: Vec<Paragraph<'a>>,
    recipients: Vec<Paragraph<'a>>,
    signature: Vec<Paragraph<'a>>,
}

impl<'a> Parts<'a> {
    fn of(resolution: &'a Resolution) -> Self {
        let mut parts = Self::default();
        for paragraph in resolution.paragraphs() {
            let signs = SIGNATURE
                .iter()
                .any(|mark| paragraph.text.starts_with(mark));
            if paragraph.kind == ParagraphKind::Title {
                parts.title.push(paragraph);
            } else if !parts.signature.is_empty() || (!parts.recipients.is_empty() && signs) {
                parts.signature.push(paragraph);
            } else if !parts.recipients.is_empty() || paragraph.text.starts_with(RECIPIENTS) {
                parts.recipients.push(paragraph);
            } else {
                parts.body.push(paragraph);
            }
        }
        parts
    }
}

/// The document. Its text is Vietnamese in either language of the page.
pub fn document(
    resolution: &Resolution,
    marks: &Arc<Vec<Mark>>,
    here: Option<&Range<usize>>,
) -> AnyView {
    let faults: Arc<Vec<ScanFault>> = Arc::new(resolution.faults.clone());
    let parts = Parts::of(resolution);
    let inline =
        |paragraph: Paragraph<'_>| marked(cut(paragraph, marks, &faults, here), marks, &faults);
    let lines = |paragraphs: &[Paragraph<'_>]| {
        paragraphs
            .iter()
            .map(|paragraph| view! { <p>{inline(*paragraph)}</p> })
            .collect_view()
    };
    let body = parts
        .body
        .iter()
        .map(|paragraph| match paragraph.kind {
            ParagraphKind::Chapter => view! {
                <h3 class="text-chapter" id=heading_element(paragraph.start) tabindex="-1">{inline(*paragraph)}</h3>
            }
            .into_any(),
            ParagraphKind::Section => view! {
                <h4 class="text-section" id=heading_element(paragraph.start) tabindex="-1">{inline(*paragraph)}</h4>
            }
            .into_any(),
            _ => match numbered(*paragraph) {
                (Some(number), rest) => view! {
                    <p class="text-numbered">
                        <span class="text-number">{inline(number)}" "</span>
                        <span>{inline(rest)}</span>
                    </p>
                }
                .into_any(),
                (None, whole) => view! { <p>{inline(whole)}</p> }.into_any(),
            },
        })
        .collect_view();
    let passed = resolution.passed.vi.clone();
    view! {
        <article class="text-document" id=TEXT tabindex="-1" lang="vi">
            <header>
                <p class="text-body">{resolution.body.vi.clone()}</p>
                <h2>
                    {parts
                        .title
                        .iter()
                        .map(|line| view! { <span>{line.text.to_owned()}" "</span> })
                        .collect_view()}
                </h2>
                {(!passed.is_empty()).then(|| view! { <p class="text-passed">{passed}</p> })}
            </header>
            {body}
            <footer class="text-end">
                <div class="text-recipients">{lines(&parts.recipients)}</div>
                <div class="text-signature">{lines(&parts.signature)}</div>
            </footer>
        </article>
    }
}
