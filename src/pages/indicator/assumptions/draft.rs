//! The draft of shares: what stands in the fields, as percentages or in the indicator's unit, and how it is taken over.

use leptos::prelude::*;
use muctieu_core::assumption::AssumptionFault;
use muctieu_core::finding::with_unit;
use muctieu_core::indicator::Kind;
use muctieu_core::lang::Say;
use muctieu_core::number::{format_compact_trim, format_share};

use super::shares::Shares;
use super::spread::read;
use crate::components::target::Subject;
use crate::components::target::words::share_number;

/// The draft: what stands in the fields, and what was wrong with it when it was last offered.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) subject: Subject,
    pub(super) shares: Shares,
    pub(super) fields: RwSignal<Vec<String>>,
    pub(super) fault: RwSignal<Option<String>>,
    /// Whether a plan is typed in the indicator's unit, and not as percentages.
    pub(super) units: RwSignal<bool>,
}

impl Draft {
    /// What is typed, as percentages or in the unit; `None` where a field cannot be read.
    pub(super) fn values(self) -> Vec<Option<f64>> {
        self.fields
            .with(|fields| fields.iter().map(|text| self.value(text)).collect())
    }

    pub(super) fn value(self, text: &str) -> Option<f64> {
        let most = if self.units.get() { f64::MAX } else { 100.0 };
        match read(text, self.subject.state.lang()) {
            Ok(value) => Some(value.unwrap_or(0.0)).filter(|value| (0.0..=most).contains(value)),
            Err(_) => None,
        }
    }

    /// What the shares are shares of: 100 %, or the year's plan in the unit.
    pub(super) fn full(self) -> f64 {
        let indicator = self.subject.indicator();
        if !self.units.get() {
            100.0
        } else if indicator.kind == Kind::FlowChange {
            indicator.baseline.unwrap_or(100.0)
        } else {
            indicator.target.value
        }
    }

    /// The unit that is typed.
    pub(super) fn unit(self) -> String {
        let indicator = self.subject.indicator();
        let lang = self.subject.state.lang();
        if !self.units.get() {
            "%".to_owned()
        } else if indicator.kind == Kind::FlowChange {
            String::new()
        } else {
            indicator.unit.get(lang).to_owned()
        }
    }

    /// Types the same shares in the other unit.
    pub(super) fn switch(self, units: bool) {
        let values: Vec<f64> = self.values().into_iter().flatten().collect();
        let total: f64 = values.iter().sum();
        self.units.set(units);
        if values.len() == self.shares.count() && total > 0.0 {
            self.fill(&values.iter().map(|value| value / total).collect::<Vec<_>>());
        }
    }

    /// The total in words; of a plan in units also what it is of the target.
    pub(super) fn told(self) -> String {
        let lang = self.subject.state.lang();
        let Some(total) = self.total() else {
            return "—".to_owned();
        };
        let told = with_unit(&format_compact_trim(total, 2, lang), &self.unit());
        if self.units.get() {
            let share = format_share(total / self.full(), 0, lang);
            format!("{told} ({share})")
        } else {
            told
        }
    }

    pub(super) fn total(self) -> Option<f64> {
        self.values().into_iter().sum()
    }

    pub(super) fn is_whole(self) -> bool {
        // A plan in units is its own whole: its profile ends at 100 % whatever it adds up to.
        self.total()
            .is_some_and(|total| total > 0.0 && (self.units.get() || (total - 100.0).abs() < 0.005))
    }

    /// Whether anything is typed.
    pub(super) fn is_begun(self) -> bool {
        self.fields
            .with(|fields| fields.iter().any(|text| !text.trim().is_empty()))
    }

    /// Types shares (that sum to 1).
    pub(super) fn fill(self, shares: &[f64]) {
        let lang = self.subject.state.lang();
        let full = self.full();
        let units = self.units.get();
        let write = |share: &f64| {
            if units {
                format_compact_trim(share * full, 2, lang)
            } else {
                share_number(*share, lang)
            }
        };
        self.fault.set(None);
        self.fields.set(shares.iter().map(write).collect());
    }

    /// Takes the draft over, or says why not.
    pub(super) fn accept(self) {
        let lang = self.subject.state.lang();
        for text in self.fields.get_untracked() {
            if let Err(error) = read(&text, lang) {
                self.fault.set(Some(error));
                return;
            }
        }
        if !self.is_whole() {
            self.fault.set(Some(
                match self.shares {
                    Shares::Months => AssumptionFault::Profile,
                    Shares::Quarters => AssumptionFault::Weights,
                }
                .say(lang),
            ));
            return;
        }
        let values: Vec<f64> = untrack(|| self.values()).into_iter().flatten().collect();
        let total: f64 = values.iter().sum();
        // Hundredths of a percent that rounding took are spread evenly.
        let shares: Vec<f64> = values.iter().map(|value| value / total).collect();
        self.fault.set(None);
        self.subject
            .assume(|set| self.shares.put(set, Some(&shares)));
    }
}
