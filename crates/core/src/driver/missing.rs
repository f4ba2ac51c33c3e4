//! What is not known, and asked for.

use super::{Drivers, NodeId};
use crate::formula::Formula;
use crate::indicator::Indicator;
use crate::lang::Lang;

/// Something that the user has to tell before a link or a formula has an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The coefficient of the link at this place in [`Drivers::links`].
    Coefficient(usize),
    /// Where the coefficient of the link at this place comes from.
    Source(usize),
    /// The base of a driver that a link or a formula uses.
    Base(NodeId),
    /// A forecast of an indicator that a formula uses.
    Forecast(NodeId),
}

impl Drivers {
    /// What the drivers, links and formulas leave open, in their order. Of forecasts the board knows
    /// ([`crate::board::Board::derivation`]).
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        let mut used: Vec<String> = Vec::new();
        for derived in &self.derived {
            if let Ok(formula) = Formula::parse(&derived.formula) {
                used.extend(formula.names().into_iter().map(str::to_owned));
            }
        }
        used.extend(self.links.iter().map(|link| link.from.to_string()));
        for driver in &self.drivers {
            let needed = used.iter().any(|name| name == driver.id.as_str());
            if needed && driver.base.is_none() {
                missing.push(Missing::Base(driver.id.clone()));
            }
        }
        for (at, link) in self.links.iter().enumerate() {
            if link.coefficient.is_none() {
                missing.push(Missing::Coefficient(at));
            } else if link.source.trim().is_empty() {
                missing.push(Missing::Source(at));
            }
        }
        missing
    }
}

impl Missing {
    /// What is asked for.
    pub fn in_words(&self, drivers: &Drivers, indicators: &[Indicator], lang: Lang) -> String {
        let title = |id: &NodeId| {
            let title = drivers.title_of(id.as_str(), indicators);
            title.get(lang).to_owned()
        };
        let ends = |at: &usize| {
            let link = drivers.links.get(*at);
            link.map_or((String::new(), String::new()), |link| {
                (title(&link.from), title(&link.to))
            })
        };
        match self {
            Self::Coefficient(at) => {
                let (from, to) = ends(at);
                lang.pick(
                    format!("Chưa biết hệ số của liên hệ “{from} → {to}”: liên hệ này chưa có tác động. Đề nghị nhập hệ số và nguồn."),
                    format!("The coefficient of the link “{from} → {to}” is not known: the link has no effect yet. Enter the coefficient and its source."),
                )
            }
            Self::Source(at) => {
                let (from, to) = ends(at);
                lang.pick(
                    format!("Hệ số của liên hệ “{from} → {to}” chưa ghi nguồn."),
                    format!("The coefficient of the link “{from} → {to}” names no source."),
                )
            }
            Self::Base(id) => {
                let driver = title(id);
                lang.pick(
                    format!("Chưa biết giá trị hiện tại của “{driver}”. Đề nghị nhập giá trị và nguồn."),
                    format!("The present value of “{driver}” is not known. Enter the value and its source."),
                )
            }
            Self::Forecast(id) => {
                let indicator = title(id);
                lang.pick(
                    format!("Chỉ tiêu “{indicator}” chưa dự báo được."),
                    format!("There is no forecast of the indicator “{indicator}” yet."),
                )
            }
        }
    }
}
