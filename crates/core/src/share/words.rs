//! What was shared, in words, for the question before anything is opened or kept.

use super::{Shared, Workspace};
use crate::indicator::Bilingual;
use crate::lang::Lang;
use crate::number::{format_date, format_number};
use crate::scenario::Change;
use crate::workspace::WorkspaceKind;

/// The most letters of a text from outside that are shown in a sentence.
const SHOWN: usize = 80;
/// The most letters of a change in words.
const LONGEST_CHANGE: usize = 240;

/// A text from outside as it may stand in a sentence of the page: short, on one line, and without the signs that turn
/// the direction of writing.
pub(super) fn plain(text: &str) -> String {
    shortened(text, SHOWN)
}

fn shortened(text: &str, most: usize) -> String {
    let turns = |letter: char| matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let letters = text
        .chars()
        .take(most)
        .filter(|letter| !turns(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut plain: String = letters.collect();
    if text.chars().nth(most).is_some() {
        plain.push('…');
    }
    plain
}

impl Shared {
    /// What is inside, a sentence each, the scenario first; `own` is the reader's workspace (or the one that came
    /// along), which knows what things are called.
    pub fn holds(&self, own: &Workspace, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        if self.kind == WorkspaceKind::Illustration {
            let line = lang.pick("SỐ LIỆU MINH HỌA.", "ILLUSTRATIVE FIGURES.");
            lines.push(line.to_owned());
        }
        lines.push(match &self.scenario {
            None => lang
                .pick(
                    "Phương án cơ sở, không kèm kịch bản.",
                    "The base, without a scenario.",
                )
                .to_owned(),
            Some(scenario) => {
                let (name, count) = (plain(&scenario.name), scenario.changes.len());
                let noun = if count == 1 { "change" } else { "changes" };
                lang.pick(
                    format!("Kịch bản: {name} ({count} thay đổi)."),
                    format!("Scenario: {name} ({count} {noun})."),
                )
            }
        });
        let date = format_date(self.as_of, lang);
        lines.push(lang.pick(format!("Tính đến ngày {date}."), format!("As of {date}.")));
        if !self.focus.is_empty() {
            let named = |id| own.indicator(id).map(|one| plain(one.title.get(lang)));
            let names: Vec<String> = self
                .focus
                .iter()
                .filter_map(|id| named(id.as_str()))
                .collect();
            let names = names.join("; ");
            lines.push(lang.pick(format!("Biểu đồ: {names}."), format!("Charts: {names}.")));
        }
        lines.push(self.figures_line(lang));
        lines
    }

    fn figures_line(&self, lang: Lang) -> String {
        let Some(count) = self.figures() else {
            return lang
                .pick(
                    "Không kèm số liệu: dự báo dùng số liệu của người nhận.",
                    "No figures inside: projections use the reader’s own.",
                )
                .to_owned();
        };
        let noun = if count == 1 { "figure" } else { "figures" };
        let shown = format_number(count as f64, 0, lang);
        if self.whole.is_some() {
            return lang.pick(
                format!(
                    "Kèm cả bộ chỉ tiêu và {shown} số liệu, giả định, tương quan, liên kết của người gửi."
                ),
                format!("With the sender's targets, {shown} {noun}, assumptions, correlations and links."),
            );
        }
        lang.pick(
            format!("Kèm {shown} số liệu, giả định, tương quan và liên kết của người gửi."),
            format!("With the sender's {shown} {noun}, assumptions, correlations and links."),
        )
    }

    /// The changes of the scenario in words, in their order.
    pub fn changes(&self, own: &Workspace, lang: Lang) -> Vec<String> {
        let Some(scenario) = &self.scenario else {
            return Vec::new();
        };
        let said = |change: &Change| of_change(change, own, lang);
        scenario.changes.iter().map(said).collect()
    }

    /// How the reader's own basis differs from the sender's, a sentence each; empty where it does not.
    pub fn differs(&self, own: &Workspace, lang: Lang) -> Vec<String> {
        let found = self.differences(own);
        let mut lines = Vec::new();
        if found.targets {
            lines.push(
                lang.pick(
                    "Chỉ tiêu hoặc năm kế hoạch của bạn khác với người gửi.",
                    "Your targets or plan years differ from the sender's.",
                )
                .to_owned(),
            );
        }
        if found.figures {
            let own = super::Basis::of(own, self.as_of).count;
            let [own, sent] =
                [own, self.basis.count].map(|count| format_number(f64::from(count), 0, lang));
            lines.push(lang.pick(
                format!("Số liệu đến ngày này của bạn ({own}) khác với của người gửi ({sent})."),
                format!("Your figures up to this date ({own}) differ from the sender's ({sent})."),
            ));
        }
        if found.assumptions {
            lines.push(
                lang.pick(
                    "Giả định, tương quan hoặc liên kết của bạn khác với người gửi.",
                    "Your assumptions, correlations or links differ from the sender's.",
                )
                .to_owned(),
            );
        }
        lines
    }

    /// The name of the scenario, if there is one.
    pub fn scenario_name(&self) -> Option<String> {
        self.scenario.as_ref().map(|scenario| plain(&scenario.name))
    }

    /// The name of the workspace that it rests on, where the sender gave one.
    pub fn workspace_name(&self, lang: Lang) -> Option<String> {
        let name: &Bilingual = self.name.as_ref()?;
        Some(plain(name.get(lang)))
    }
}

/// One change in words; by its name where the reader's workspace does not have what it moves.
fn of_change(change: &Change, own: &Workspace, lang: Lang) -> String {
    let words = own
        .change_in_words(change, lang)
        .unwrap_or_else(|| change.lever.to_string());
    let words = shortened(&words, LONGEST_CHANGE);
    if change.off {
        lang.pick(
            format!("{words} (đang tắt)"),
            format!("{words} (switched off)"),
        )
    } else {
        words
    }
}
