//! The minutes as a Markdown file.

use jiff::civil::Date;

use super::{Entry, Log, Moment};
use crate::lang::Lang;
use crate::number::format_date;
use crate::workspace::{Workspace, WorkspaceKind};

/// What goes onto the sheet.
pub struct Sheet<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// Its log.
    pub log: &'a Log,
    /// The as-of date of the page.
    pub as_of: Date,
    /// When the sheet is made.
    pub now: &'a Moment,
    /// The link under which a line can be looked at again, where there is one.
    pub link: &'a dyn Fn(&Entry) -> Option<String>,
}

/// The minutes in one language: what was looked at, and every move with its time, its effect and its link; bookmarks are
/// headings.
pub fn markdown(sheet: &Sheet<'_>, lang: Lang) -> String {
    let Sheet {
        workspace,
        log,
        as_of,
        now,
        link,
    } = *sheet;
    let mut text = String::new();
    let mut line = |words: &str| {
        text += words;
        text.push('\n');
    };
    line(lang.pick(
        "# Biên bản thử kịch bản",
        "# Minutes of the what-if session",
    ));
    line("");
    if workspace.kind == WorkspaceKind::Illustration {
        line(lang.pick(
            "**SỐ LIỆU MINH HỌA – không phải số liệu thật.**",
            "**ILLUSTRATION – these are not real figures.**",
        ));
        line("");
    }
    let resolution = &workspace.resolution;
    let facts = [
        (
            lang.pick("Nghị quyết", "Resolution"),
            resolution.title.get(lang).to_owned(),
        ),
        (
            lang.pick("Cơ quan ban hành", "Passed by"),
            resolution.body.get(lang).to_owned(),
        ),
        (
            lang.pick("Bộ số liệu", "Figures"),
            workspace.name.get(lang).to_owned(),
        ),
        (
            lang.pick("Tính đến ngày", "As of"),
            format_date(as_of, lang),
        ),
        (
            lang.pick("Lập ngày", "Made on"),
            now.date().map_or_else(String::new, |date| {
                let (date, clock) = (format_date(date, lang), now.clock());
                lang.pick(
                    format!("{date}, lúc {clock}"),
                    format!("{date}, at {clock}"),
                )
            }),
        ),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        line(&format!("- **{name}:** {}", plain(value)));
    }
    line("");
    if log.entries().is_empty() {
        line(lang.pick("Chưa có thay đổi nào.", "Nothing was changed."));
    }
    let mut day = None;
    for entry in log.entries() {
        let date = entry.at.date();
        if date != day {
            day = date;
            let date = date.map_or_else(String::new, |date| format_date(date, lang));
            if !text.ends_with("\n\n") {
                text.push('\n');
            }
            text += &lang.pick(format!("## Ngày {date}\n\n"), format!("## {date}\n\n"));
        }
        if !entry.bookmark.is_empty() {
            if !text.ends_with("\n\n") {
                text.push('\n');
            }
            text.push_str("### ");
            text.push_str(&plain(&entry.bookmark));
            text.push_str("\n\n");
        }
        text += &told(entry, workspace, as_of, link, lang);
    }
    text.push('\n');
    text += lang.pick(
        "Xác suất và dự báo do mô hình tính từ số liệu tính đến ngày nêu trên; giá trị do kịch bản đặt ra là giả định. P(…) là xác suất đạt chỉ tiêu.\n",
        "Probabilities and projections are computed by a model from the figures up to the date above; values set by a scenario are suppositions. P(…) is the probability of meeting a target.\n",
    );
    text
}

/// One line of the list.
fn told(
    entry: &Entry,
    workspace: &Workspace,
    as_of: Date,
    link: &dyn Fn(&Entry) -> Option<String>,
    lang: Lang,
) -> String {
    let clock = entry.at.clock();
    let name = plain(&entry.scenario.name);
    let words = plain(&entry.in_words(workspace, lang));
    let effect = plain(&entry.effect.in_words(workspace, lang));
    let date = if entry.as_of == as_of {
        String::new()
    } else {
        let date = format_date(entry.as_of, lang);
        lang.pick(
            format!(" (tính đến ngày {date})"),
            format!(" (as of {date})"),
        )
    };
    let link = link(entry).map_or_else(String::new, |link| {
        format!(
            " [{}](<{link}>)",
            lang.pick("Mở kịch bản này", "Open this scenario")
        )
    });
    format!("- **{clock}** · {name}: {words}. *{effect}.*{date}{link}\n")
}

/// A text in one line that Markdown takes for words.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
