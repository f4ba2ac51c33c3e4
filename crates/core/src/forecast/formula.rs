//! The year as a formula of other values says it: drivers and other indicators' forecasts.
//!
//! Not one of [`super::METHODS`], which know one indicator each: the board asks it, once the others are judged.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Forecast, Method, Question, Unusable};
use crate::dist::Dist;
use crate::driver::Input;
use crate::formula::Formula;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::number::{format_compact_trim, format_number};

/// The method's name.
pub const ID: &str = "formula";

/// The method, as it is named.
pub(super) struct ByFormula;

impl Method for ByFormula {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Theo công thức", "By its formula")
    }

    fn serves(&self, _: Kind) -> bool {
        false
    }

    fn forecast(&self, _: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        Err(Unusable::OtherKind)
    }
}

/// The forecast by a formula whose inputs are known.
pub(crate) struct Following {
    /// The year's value.
    pub(crate) year: Dist,
    /// The formula.
    pub(crate) formula: Formula,
    /// What it rests on.
    pub(crate) inputs: Vec<Input>,
}

impl Forecast for Following {
    fn method(&self) -> &'static str {
        ID
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, _: Date) -> Option<Dist> {
        None
    }

    fn reason(&self, lang: Lang) -> String {
        let uncertain = self.inputs.iter().filter(|input| input.is_uncertain());
        let uncertain: Vec<&str> = uncertain.map(|input| input.title.get(lang)).collect();
        if uncertain.is_empty() {
            return lang
                .pick(
                    "Tính theo công thức từ các giá trị khác, đều coi là đã biết chắc.",
                    "Follows by a formula from other values, all taken as certain.",
                )
                .to_owned();
        }
        let names = uncertain.join("; ");
        lang.pick(
            format!("Tính theo công thức từ các giá trị khác; độ bất định đến từ: {names}."),
            format!(
                "Follows by a formula from other values; what is uncertain comes from: {names}."
            ),
        )
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let input = |name: &str| self.inputs.iter().find(|one| one.id.as_str() == name);
        let title = |name: &str| {
            input(name)
                .map_or(name, |one| one.title.get(lang))
                .to_owned()
        };
        let value = |name: &str| {
            input(name).map_or_else(String::new, |one| {
                let value = format_compact_trim(one.dist.median(), 2, lang);
                match one.unit.get(lang) {
                    "%" => format!("{value}%"),
                    unit => format!("{value} {unit}"),
                }
            })
        };
        let year = format_number(self.year.median(), indicator.decimals, lang);
        let unit = indicator.unit.get(lang);
        vec![
            format!(
                "{} = {}",
                indicator.title.get(lang),
                self.formula.in_words(&title, lang)
            ),
            format!("= {} = {year} {unit}", self.formula.in_words(&value, lang)),
        ]
    }
}
