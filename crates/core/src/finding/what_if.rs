//! What a scenario does, in whole sentences: "Nếu quý IV tăng 11,5%, …, xác suất đạt trên 8% là 50%; nhịp hiện nay cho
//! 6,84%." Every number is taken from the boards; what is supposed is called so, and what cannot be judged is said.

use jiff::civil::Date;

use super::{
    about, aim, condition, interval, is_paced, mid, open_probability, probability, takes, told,
    with_unit,
};
use crate::board::{Board, Row};
use crate::driver::{Driver, Graph};
use crate::indicator::{Indicator, IndicatorId, Kind};
use crate::lang::Lang;
use crate::letters::lowercase;
use crate::lever::LeverKind;
use crate::number::format_compact_trim;
use crate::scenario::{Change, Scenario};
use crate::status::Status;
use crate::workspace::Workspace;

/// At most so many targets are named whose status changes.
const MOST_NAMED: usize = 5;

/// A scenario beside the base, on the same date.
#[derive(Clone, Copy, Debug)]
pub struct WhatIf<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The date on which both are judged.
    pub as_of: Date,
    /// Where all targets stand without the scenario.
    pub base: &'a Board,
    /// Where they stand under it.
    pub now: &'a Board,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// How many targets are met without it and under it, as 80 % intervals.
    pub met: [(usize, usize); 2],
}

/// What a scenario does to the indicators in focus, a sentence each, and then to all targets together: how many are
/// met, and which change their status. Of an indicator that the scenario leaves alone it says what it would take.
pub fn scenario_finding(
    workspace: &Workspace,
    as_of: Date,
    base: &Board,
    now: &Board,
    scenario: &Scenario,
    focus: &[IndicatorId],
    lang: Lang,
) -> Vec<String> {
    let met = [base.met_interval(), now.met_interval()];
    let what_if = WhatIf {
        workspace,
        as_of,
        base,
        now,
        scenario,
        met,
    };
    what_if.sentences(focus, lang)
}

impl WhatIf<'_> {
    /// What [`scenario_finding`] says.
    pub fn sentences(&self, focus: &[IndicatorId], lang: Lang) -> Vec<String> {
        let mut all: Vec<String> = focus.iter().filter_map(|id| self.about(id, lang)).collect();
        if self.scenario.live().next().is_some() {
            all.push(self.overall(lang));
            all.extend(self.turned(lang));
        }
        all
    }

    /// What the scenario does to one indicator; where it leaves it alone, what it would take.
    pub fn about(&self, id: &IndicatorId, lang: Lang) -> Option<String> {
        let indicator = self.workspace.indicator(id.as_str())?;
        let (base, now) = (self.base.row(id.as_str())?, self.now.row(id.as_str())?);
        let changes = self.changes_of(indicator);
        if changes.is_empty() {
            return Some(takes(
                indicator,
                base,
                self.workspace.plan_of(indicator),
                lang,
            ));
        }
        let conditions: Vec<String> = changes
            .iter()
            .map(|change| self.condition_of(change, indicator, lang))
            .collect();
        let case = Case {
            indicator,
            base,
            now,
            changes: &changes,
            lang,
        };
        Some(case.sentence(&joined(&conditions, lang)))
    }

    /// How many targets are met, without the scenario and under it.
    pub fn overall(&self, lang: Lang) -> String {
        let [before, after] = self.met.map(interval);
        let (assessed, base) = (self.now.assessed, self.base.assessed);
        if assessed == 0 {
            return lang
                .pick(
                    "Chưa đánh giá được chỉ tiêu nào.",
                    "No target can be assessed.",
                )
                .to_owned();
        }
        let of = if base == assessed {
            String::new()
        } else {
            lang.pick(format!(" trong {base}"), format!(" of {base}"))
        };
        if before == after && base == assessed {
            return lang.pick(
                format!("Chung cả kịch bản: vẫn dự kiến đạt {after} trong {assessed} chỉ tiêu đánh giá được."),
                format!("Overall, the scenario is still expected to meet {after} of the {assessed} targets that can be assessed."),
            );
        }
        lang.pick(
            format!("Chung cả kịch bản: dự kiến đạt {after} trong {assessed} chỉ tiêu đánh giá được; không thay đổi thì {before}{of}."),
            format!("Overall, the scenario is expected to meet {after} of the {assessed} targets that can be assessed, against {before}{of} without it."),
        )
    }

    /// The targets whose status the scenario changes, by name.
    pub fn turned(&self, lang: Lang) -> Option<String> {
        let turned: Vec<String> = self
            .workspace
            .targets()
            .filter_map(|indicator| {
                let before = self.base.row(indicator.id.as_str())?.status;
                let after = self.now.row(indicator.id.as_str())?.status;
                let (from, to) = (lowercase(before.word(lang)), lowercase(after.word(lang)));
                let name = mid(&indicator.title, lang);
                (before != after).then(|| {
                    lang.pick(
                        format!("{name} từ {from} sang {to}"),
                        format!("{name} from {from} to {to}"),
                    )
                })
            })
            .collect();
        let count = turned.len();
        if count == 0 {
            return None;
        }
        let mut named = turned
            .into_iter()
            .take(MOST_NAMED)
            .collect::<Vec<_>>()
            .join("; ");
        let more = count.saturating_sub(MOST_NAMED);
        if more > 0 {
            named += &lang.pick(
                format!("; và {more} chỉ tiêu khác"),
                format!("; and {more} more"),
            );
        }
        Some(lang.pick(
            format!("Đổi trạng thái: {named}."),
            format!("Changes of status: {named}."),
        ))
    }

    /// The changes that the sentence about an indicator names: its own, its parts', and those of what moves it by links
    /// and formulas.
    fn changes_of(&self, indicator: &Indicator) -> Vec<Change> {
        let moving = self.moving(indicator);
        let named = self
            .scenario
            .live()
            .filter(|change| moving.contains(&change.lever.subject));
        named.cloned().collect()
    }

    /// The indicator, its parts, and everything upstream of them.
    fn moving(&self, indicator: &Indicator) -> Vec<IndicatorId> {
        let mut moving = vec![indicator.id.clone()];
        moving.extend(
            self.workspace
                .parts(&indicator.id)
                .map(|part| part.id.clone()),
        );
        if self.workspace.drivers.is_default() {
            return moving;
        }
        let graph = Graph::of(&self.workspace.drivers, &self.workspace.indicators);
        let mut at = 0;
        while at < moving.len() {
            let into = graph
                .edges
                .iter()
                .filter(|edge| graph.nodes[edge.to].id == moving[at]);
            let sources: Vec<IndicatorId> = into
                .map(|edge| graph.nodes[edge.from].id.clone())
                .filter(|source| !moving.contains(source))
                .collect();
            moving.extend(sources);
            at += 1;
        }
        moving
    }

    /// A change as a condition; one of another indicator, or of a driver, names it.
    fn condition_of(&self, change: &Change, indicator: &Indicator, lang: Lang) -> String {
        let subject = change.lever.subject.as_str();
        if change.lever.kind == LeverKind::Driver {
            return driver(self.workspace.drivers.driver(subject), change, lang);
        }
        let subject = self.workspace.indicator(subject);
        let text = condition(change, subject.unwrap_or(indicator), lang);
        match subject.filter(|subject| subject.id != indicator.id) {
            Some(subject) => format!("{text} ({})", subject.title.get(lang)),
            None => text,
        }
    }
}

/// What a driver is set to: "giải ngân đầu tư công là 2.500 tỷ đồng".
fn driver(driver: Option<&Driver>, change: &Change, lang: Lang) -> String {
    let number = format_compact_trim(change.value, 6, lang);
    let (name, unit) = match driver {
        Some(driver) => (mid(&driver.title, lang), driver.unit.get(lang)),
        None => (change.lever.subject.to_string(), ""),
    };
    let told = with_unit(&number, unit);
    lang.pick(format!("{name} là {told}"), format!("{name} is {told}"))
}

/// Whether the year's value is known and not to change.
fn settled(row: &Row) -> bool {
    let forecast = row.forecast.as_ref().ok();
    forecast.is_some_and(|forecast| forecast.settled().is_some())
}

/// Conditions with commas between them and "and" before the last.
fn joined(parts: &[String], lang: Lang) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            let and = lang.pick(" và ", " and ");
            format!("{}{and}{last}", first.join(", "))
        }
    }
}

/// One indicator that a scenario touches.
struct Case<'a> {
    indicator: &'a Indicator,
    base: &'a Row,
    now: &'a Row,
    changes: &'a [Change],
    lang: Lang,
}

impl Case<'_> {
    fn sentence(&self, conditions: &str) -> String {
        let lang = self.lang;
        if settled(self.now) {
            // The year's result is there: no lever moves it any more.
            return format!("{}.", about(self.indicator, self.now, lang));
        }
        let name = mid(&self.indicator.title, lang);
        let Some(p) = self.now.probability else {
            return lang.pick(
                format!("Nếu {conditions}, vẫn chưa đánh giá được {name}."),
                format!("Even if {conditions}, {name} cannot be assessed yet."),
            );
        };
        let otherwise = self.otherwise();
        if self.indicator.kind == Kind::AllOf {
            let (met, of) = self.now.parts_met.unwrap_or_default();
            let p = open_probability(p, lang);
            let noun = if met == 1 { "is" } else { "are" };
            return lang.pick(
                format!("Nếu {conditions}, {name} dự kiến đạt {met}/{of} tiêu chí, xác suất đạt cả {of} là {p}; {otherwise}."),
                format!("If {conditions}, {met} of the {of} criteria {noun} expected to be met for {name} and the probability of meeting all {of} is {p}; {otherwise}."),
            );
        }
        let value = self
            .now
            .projected
            .map_or_else(String::new, |value| told(self.indicator, value, lang));
        let chance = self.chance(p);
        if self.is_supposed() {
            return lang.pick(
                format!("Nếu {conditions}, {name} là {value} (giả định của kịch bản, không phải dự báo), {chance}; {otherwise}."),
                format!("If {conditions}, the value for {name} is {value} (supposed by the scenario, not projected) and {chance}; {otherwise}."),
            );
        }
        lang.pick(
            format!("Nếu {conditions}, dự báo cả năm về {name} là {value}, {chance}; {otherwise}."),
            format!("If {conditions}, the year-end projection for {name} is {value} and {chance}; {otherwise}."),
        )
    }

    /// Whether what is told of the year is put in by the scenario rather than projected from figures.
    fn is_supposed(&self) -> bool {
        let set = |change: &Change| {
            change.lever.subject == self.indicator.id
                && matches!(change.lever.kind, LeverKind::Level | LeverKind::Rank)
        };
        self.base.forecast.is_err() || self.changes.iter().any(set)
    }

    /// The probability under the scenario, or the verdict where nothing is open any more.
    fn chance(&self, p: f64) -> String {
        let lang = self.lang;
        let text = match self.now.status {
            Status::Exceeded => {
                lang.pick("như vậy chỉ tiêu đã vượt", "the target is already exceeded")
            }
            Status::Achieved => lang.pick("như vậy chỉ tiêu đã đạt", "the target is already met"),
            Status::Missed => lang.pick("như vậy chỉ tiêu không đạt", "the target is missed"),
            // A value that is put in has no spread: it meets the target or it does not.
            _ if self.is_supposed() && p >= 1.0 => {
                lang.pick("như vậy là đạt chỉ tiêu", "this meets the target")
            }
            _ if self.is_supposed() && p <= 0.0 => lang.pick(
                "như vậy là chưa đạt chỉ tiêu",
                "this does not meet the target",
            ),
            _ => {
                let aimed = self.indicator.aiming_at(self.now.target);
                let (aim, p) = (aim(&aimed, lang), open_probability(p, lang));
                return lang.pick(
                    format!("xác suất {aim} là {p}"),
                    format!("the probability of {aim} is {p}"),
                );
            }
        };
        text.to_owned()
    }

    /// Where it stands without the changes.
    fn otherwise(&self) -> String {
        let lang = self.lang;
        let one = self.changes.len() == 1;
        let without = lang.pick(
            "nếu không thay đổi",
            if one {
                "without this change"
            } else {
                "without these changes"
            },
        );
        let Some(p) = self.base.probability else {
            return lang.pick(
                format!("{without} thì chưa đủ số liệu để đánh giá"),
                format!("{without} there are not enough figures to judge by"),
            );
        };
        let p = match self.base.status {
            Status::Exceeded | Status::Achieved | Status::Missed => probability(p, lang),
            _ => open_probability(p, lang),
        };
        let all =
            |is: fn(LeverKind) -> bool| self.changes.iter().all(|change| is(change.lever.kind));
        if all(|kind| kind == LeverKind::Target) {
            let aim = aim(self.indicator, lang);
            return lang.pick(
                format!("với chỉ tiêu của nghị quyết, xác suất {aim} là {p}"),
                format!("with the resolution's target, the probability of {aim} is {p}"),
            );
        }
        let Some(value) = self.base.projected else {
            return lang.pick(
                format!("{without} thì xác suất là {p}"),
                format!("{without} it is {p}"),
            );
        };
        let value = told(self.indicator, value, lang);
        if is_paced(self.indicator, self.base) && !all(LeverKind::is_assumption) {
            lang.pick(
                format!("nhịp hiện nay cho {value} (xác suất {p})"),
                format!("the present pace gives {value} (probability {p})"),
            )
        } else {
            lang.pick(
                format!("{without} thì dự báo {value} (xác suất {p})"),
                format!("{without} it is {value} (probability {p})"),
            )
        }
    }
}
