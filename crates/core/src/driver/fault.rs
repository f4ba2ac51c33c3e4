//! What is wrong with a set of drivers, links and formulas.

use std::collections::BTreeSet;

use super::{Drivers, Graph, MOST_DERIVED, MOST_DRIVERS, MOST_LINKS};
use crate::formula::{Formula, FormulaError};
use crate::indicator::{Bilingual, Indicator, Kind};
use crate::lang::{Lang, Say};
use crate::store::Reason;
use crate::store::verify::usable;
use crate::unit::{Unit, UnitError};

/// The longest name, in bytes.
const LONGEST_NAME: usize = 100;
/// The longest text: a title, a unit, a source, in bytes.
const LONGEST_TEXT: usize = 2_000;

/// Why a set of drivers, links and formulas is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DriversFault {
    /// More than a workspace may hold.
    #[error("too many drivers, links or formulas")]
    TooMany,
    /// A name that is empty, too long, or cannot stand in brackets; or a text that is too long.
    #[error("'{0}' cannot be a name or is too long")]
    Name(String),
    /// Two things of one name, two links between the same two, or two formulas for one indicator.
    #[error("'{0}' is there twice")]
    Twice(String),
    /// A name that nothing bears, or that of an indicator made of parts, which has no value of its own.
    #[error("nothing with a value is called '{0}'")]
    Unknown(String),
    /// A number that is none, or limits that contradict each other.
    #[error("a number of '{0}' is out of range")]
    Number(String),
    /// Units that do not fit.
    #[error("{title}: {fault}", title = .of.vi)]
    Unit {
        /// Of what.
        of: Bilingual,
        /// What is wrong.
        fault: UnitError,
    },
    /// A formula that is none.
    #[error("{title}: {fault}", title = .of.vi)]
    Formula {
        /// Of which indicator.
        of: Bilingual,
        /// What is wrong.
        fault: FormulaError,
    },
    /// Values that depend on each other in a circle: the titles on the way, the first again at the end.
    #[error("a cycle: {}", path(.0, Lang::Vi))]
    Cycle(Vec<Bilingual>),
}

/// The way round a cycle.
fn path(titles: &[Bilingual], lang: Lang) -> String {
    let titles: Vec<&str> = titles.iter().map(|title| title.get(lang)).collect();
    titles.join(" → ")
}

impl DriversFault {
    /// What a file is told, and of what.
    pub(crate) fn reason(&self) -> (Reason, String) {
        match self {
            Self::TooMany => (Reason::Size, "drivers".to_owned()),
            Self::Name(name) => (Reason::Size, name.clone()),
            Self::Twice(name) => (Reason::Twice, name.clone()),
            Self::Unknown(name) => (Reason::Dangling, name.clone()),
            Self::Number(name) => (Reason::Number, name.clone()),
            Self::Unit { of, .. } => (Reason::Unit, of.vi.clone()),
            Self::Formula { of, .. } => (Reason::Formula, of.vi.clone()),
            Self::Cycle(titles) => (Reason::Cycle, path(titles, Lang::Vi)),
        }
    }
}

impl Say for DriversFault {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::TooMany => lang
                .pick(
                    "Quá nhiều yếu tố, liên hệ hoặc công thức.",
                    "Too many drivers, links or formulas.",
                )
                .to_owned(),
            Self::Name(name) => lang.pick(
                format!("“{name}” không đặt tên được (trống, quá dài hoặc có dấu ngoặc)."),
                format!("“{name}” cannot be a name (empty, too long, or with brackets)."),
            ),
            Self::Twice(name) => lang.pick(
                format!("“{name}” có hai lần."),
                format!("“{name}” is there twice."),
            ),
            Self::Unknown(name) => lang.pick(
                format!("Không có yếu tố hay chỉ tiêu nào có giá trị tên “{name}”."),
                format!("No driver or indicator with a value is called “{name}”."),
            ),
            Self::Number(name) => lang.pick(
                format!("Một con số của “{name}” nằm ngoài phạm vi."),
                format!("A number of “{name}” is out of range."),
            ),
            Self::Unit { of, fault } => format!("{}: {}", of.get(lang), fault.say(lang)),
            Self::Formula { of, fault } => format!("{}: {}", of.get(lang), fault.say(lang)),
            Self::Cycle(titles) => {
                let path = path(titles, lang);
                lang.pick(
                    format!("Các giá trị phụ thuộc vòng tròn vào nhau: {path}."),
                    format!("Values depend on each other in a circle: {path}."),
                )
            }
        }
    }
}

impl Drivers {
    /// Refuses what does not fit together or with the indicators.
    pub fn check(&self, indicators: &[Indicator]) -> Result<(), DriversFault> {
        if self.is_default() {
            return Ok(());
        }
        let many = self.drivers.len() > MOST_DRIVERS
            || self.links.len() > MOST_LINKS
            || self.derived.len() > MOST_DERIVED;
        if many {
            return Err(DriversFault::TooMany);
        }
        // What is made of parts has no value of its own.
        let valued = indicators.iter().filter(|one| one.kind != Kind::AllOf);
        let valued: BTreeSet<&str> = valued.map(|indicator| indicator.id.as_str()).collect();
        let names = self.check_drivers(indicators)?;
        let known = |id: &str| names.contains(id) || valued.contains(id);
        self.check_links(indicators, &valued, &known)?;
        self.check_formulas(indicators, &known)?;
        let graph = Graph::of(self, indicators);
        let titled = |at: &usize| graph.nodes[*at].title.clone();
        match graph.order() {
            Ok(_) => Ok(()),
            Err(cycle) => Err(DriversFault::Cycle(cycle.iter().map(titled).collect())),
        }
    }

    fn check_drivers(&self, indicators: &[Indicator]) -> Result<BTreeSet<&str>, DriversFault> {
        let mut names = BTreeSet::new();
        for driver in &self.drivers {
            let name = driver.id.as_str();
            let short = |text: &str| text.chars().take(60).collect::<String>();
            let odd = |c: char| c.is_control() || matches!(c, '[' | ']' | '`' | ':');
            let texts = [&driver.title, &driver.unit];
            let texts = texts.into_iter().flat_map(|text| [&text.vi, &text.en]);
            let too_long = texts
                .chain([&driver.source])
                .any(|text| text.len() > LONGEST_TEXT);
            let blank = name.trim() != name || name.is_empty() || name.len() > LONGEST_NAME;
            if blank || name.contains(odd) || too_long {
                return Err(DriversFault::Name(short(name)));
            }
            let taken = indicators.iter().any(|one| one.id == driver.id);
            if taken || !names.insert(name) {
                return Err(DriversFault::Twice(name.to_owned()));
            }
            let numbers = [driver.base, driver.spread, driver.min, driver.max];
            let ordered = match (driver.min, driver.max) {
                (Some(min), Some(max)) => min < max,
                _ => true,
            };
            let positive = driver.spread.is_none_or(|spread| spread >= 0.0);
            if !numbers.into_iter().flatten().all(usable) || !ordered || !positive {
                return Err(DriversFault::Number(name.to_owned()));
            }
            let unit = Unit::parse(&driver.unit.vi);
            unit.map_err(|fault| DriversFault::Unit {
                of: self.title_of(name, indicators),
                fault,
            })?;
        }
        Ok(names)
    }

    fn check_links(
        &self,
        indicators: &[Indicator],
        valued: &BTreeSet<&str>,
        known: &dyn Fn(&str) -> bool,
    ) -> Result<(), DriversFault> {
        let mut seen = BTreeSet::new();
        for link in &self.links {
            let (from, to) = (link.from.as_str(), link.to.as_str());
            if !known(from) {
                return Err(DriversFault::Unknown(from.to_owned()));
            }
            if !valued.contains(to) {
                return Err(DriversFault::Unknown(to.to_owned()));
            }
            if !seen.insert((from, to)) {
                return Err(DriversFault::Twice(format!("{from} → {to}")));
            }
            if !link.coefficient.is_none_or(usable) {
                return Err(DriversFault::Number(format!("{from} → {to}")));
            }
            if link.source.len() > LONGEST_TEXT {
                return Err(DriversFault::Name(format!("{from} → {to}")));
            }
            link.scale(self, indicators)
                .map_err(|fault| DriversFault::Unit {
                    of: self.title_of(to, indicators),
                    fault,
                })?;
        }
        Ok(())
    }

    fn check_formulas(
        &self,
        indicators: &[Indicator],
        known: &dyn Fn(&str) -> bool,
    ) -> Result<(), DriversFault> {
        let mut seen = BTreeSet::new();
        for derived in &self.derived {
            let name = derived.indicator.as_str();
            let mut all = indicators.iter();
            let Some(indicator) = all
                .find(|one| one.id == derived.indicator)
                .filter(|one| one.kind != Kind::AllOf)
            else {
                return Err(DriversFault::Unknown(name.to_owned()));
            };
            if !seen.insert(name) {
                return Err(DriversFault::Twice(name.to_owned()));
            }
            let of = || indicator.title.clone();
            let formula = Formula::parse(&derived.formula)
                .map_err(|fault| DriversFault::Formula { of: of(), fault })?;
            let dimension = formula.dimension(&|id| {
                let unit = self.unit_of(id, indicators).filter(|_| known(id))?;
                Unit::parse(&unit.vi).ok().map(|unit| unit.dimension)
            });
            let dimension = dimension.map_err(|fault| DriversFault::Formula { of: of(), fault })?;
            derived
                .scale(&dimension, indicator)
                .map_err(|fault| DriversFault::Unit { of: of(), fault })?;
        }
        Ok(())
    }
}
