//! HTML and SVG elements: a chain of calls on `crate::dom::El`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement};

use crate::{flow, refuse, whole};

/// An element as it is parsed.
pub type Element = NodeElement<Infallible>;

/// The elements of SVG that the page draws with.
const SVG: &[&str] = &["svg", "path", "rect"];

/// Whether a tag names a component.
pub fn is_component(element: &Element) -> bool {
    let name = element.name().to_string();
    let last = name.rsplit("::").next().unwrap_or_default();
    last.starts_with(|first: char| first.is_ascii_uppercase())
}

/// An element with what it holds, as an `El`.
pub fn build(element: &Element) -> TokenStream {
    let tag = element.name().to_string();
    let mut chain = if SVG.contains(&tag.as_str()) {
        quote!(crate::dom::El::svg(#tag))
    } else {
        quote!(crate::dom::El::new(#tag))
    };
    for attribute in element.attributes() {
        chain.extend(match attribute {
            NodeAttribute::Attribute(attribute) => put(attribute),
            NodeAttribute::Block(_) => refuse("view!: attributes are not spread"),
        });
    }
    for child in &element.children {
        chain.extend(match child {
            Node::Comment(_) => continue,
            Node::Text(text) => {
                let text = text.value_string();
                quote!(.said(#text))
            }
            Node::Block(block) => quote!(.child(#[allow(unused_braces)] #block)),
            Node::Element(inner) if !is_component(inner) => {
                let inner = build(inner);
                quote!(.nest(#inner))
            }
            Node::Element(inner) => {
                let inner = flow::component(inner);
                quote!(.view(#inner))
            }
            other => {
                let inner = whole(other);
                quote!(.view(#inner))
            }
        });
    }
    chain
}

/// One attribute, listener, property, class or style as a call.
fn put(attribute: &KeyedAttribute) -> TokenStream {
    let key = attribute.key.to_string();
    let key = key.trim_start_matches("r#");
    let Some(value) = attribute.value() else {
        return quote!(.fixed(#key, ""));
    };
    let value = unbraced(value.to_token_stream());
    let (kind, name) = key.split_once(':').unwrap_or(("", key));
    match kind {
        "on" => {
            let event = Ident::new(name, Span::call_site());
            quote!(.on(#name, ::leptos::ev::#event, #value))
        }
        "prop" => quote!(.prop(#name, #value)),
        "class" => quote!(.toggle(#name, #value)),
        "style" => quote!(.style(#name, #value)),
        "" if name == "node_ref" => quote!(.node_ref(#value)),
        "" if is_text(&value) => quote!(.fixed(#name, #value)),
        "" => quote!(.attr(#name, #value)),
        _ => refuse("view!: an attribute of a kind that the page does not use"),
    }
}

/// Whether a value is a text as it stands.
fn is_text(value: &TokenStream) -> bool {
    let mut tokens = value.clone().into_iter();
    matches!(
        (tokens.next(), tokens.next()),
        (Some(TokenTree::Literal(literal)), None) if literal.to_string().starts_with('"')
    )
}

/// A value whose braces only set it apart from the next attribute: they draw no warning.
fn unbraced(value: TokenStream) -> TokenStream {
    let mut tokens = value.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace => {
            quote!(#[allow(unused_braces)] #value)
        }
        _ => value,
    }
}
