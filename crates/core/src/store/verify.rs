//! Whether the parts of a file fit together.

use std::collections::{BTreeMap, BTreeSet};

use super::{ReadError, Reason, WorkspaceFile};
use crate::assumption::Assumptions;
use crate::calendar::PlanYear;
use crate::correlation::Correlation;
use crate::figure::Figure;
use crate::indicator::{Indicator, IndicatorId, Kind};
use crate::lever::{LeverId, LeverKind};
use crate::scenario::{Change, Scenario};
use crate::workspace::Workspace;

/// What is wrong, and with what.
pub(crate) type Fault = (Reason, String);

/// The largest magnitude of a number that the product works with.
const LARGEST_NUMBER: f64 = 1e15;
/// The most indicators of a file.
const MOST_INDICATORS: usize = 5_000;
/// The most figures of a file.
pub(crate) const MOST_FIGURES: usize = 500_000;
/// The most scenarios of a file.
pub(crate) const MOST_SCENARIOS: usize = 500;
/// The most pairs of indicators that are said to go together.
const MOST_PAIRS: usize = 1_000;
/// The longest name of a thing, in bytes.
pub(crate) const LONGEST_NAME: usize = 200;
/// The years that figures and plans can be of.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Refuses a file whose parts do not fit together.
pub(crate) fn verify(file: &WorkspaceFile) -> Result<(), ReadError> {
    let refuse = |reason: Reason, place: &str| {
        Err(ReadError::Contradiction {
            reason,
            place: place.chars().take(80).collect(),
        })
    };
    plan(file.plan).or_else(|reason| refuse(reason, "plan"))?;
    let too_many = file.indicators.len() > MOST_INDICATORS
        || file.figures.len() > MOST_FIGURES
        || file.scenarios.len() > MOST_SCENARIOS;
    if too_many || file.id.is_empty() || file.id.len() > LONGEST_NAME {
        return refuse(Reason::Size, "id");
    }
    if !(0.0 <= file.thresholds.at_risk
        && file.thresholds.at_risk <= file.thresholds.on_track
        && file.thresholds.on_track <= 1.0)
    {
        return refuse(Reason::Number, "thresholds");
    }
    let mut names = BTreeSet::new();
    for indicator in file.indicators.iter() {
        let name = indicator.id.as_str();
        if name.is_empty() || name.len() > LONGEST_NAME {
            return refuse(Reason::Size, name);
        }
        if !names.insert(name) {
            return refuse(Reason::Twice, name);
        }
        verify_indicator(indicator, &file.resolution.text)
            .or_else(|reason| refuse(reason, name))?;
    }
    for indicator in file.indicators.iter() {
        if indicator
            .part_of
            .as_ref()
            .is_some_and(|whole| !names.contains(whole.as_str()) || whole == &indicator.id)
        {
            return refuse(Reason::Dangling, indicator.id.as_str());
        }
    }
    let known = |id: &str| names.contains(id);
    let said = |(reason, place): Fault| refuse(reason, &place);
    figures(&file.figures, &known).or_else(said)?;
    assumptions(&file.assumptions, &known).or_else(said)?;
    correlation(&file.correlation, &file.indicators).or_else(said)?;
    let drivers = &file.drivers;
    drivers
        .check(&file.indicators)
        .map_err(|fault| fault.reason())
        .or_else(said)?;
    let moved = |lever: &LeverId| match lever.kind {
        LeverKind::Driver => drivers.driver(lever.subject.as_str()).is_some(),
        _ => known(lever.subject.as_str()),
    };
    let mut scenarios = BTreeSet::new();
    for one in &file.scenarios {
        if !scenarios.insert(one.id.0.as_ref()) {
            return refuse(Reason::Twice, &one.name);
        }
        scenario(one, &moved).or_else(said)?;
    }
    Ok(())
}

/// Refuses figures of what is not there, of one name, or out of range; gives the reason and of what.
pub(crate) fn figures(figures: &[Figure], known: &dyn Fn(&str) -> bool) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for figure in figures {
        let place = figure.id.0.as_ref();
        if !seen.insert(place) {
            return Err((Reason::Twice, place.to_owned()));
        }
        if !known(figure.indicator.as_str()) {
            return Err((Reason::Dangling, figure.indicator.to_string()));
        }
        if !figure_fits(figure) {
            return Err((Reason::Number, place.to_owned()));
        }
    }
    Ok(())
}

/// Refuses assumptions about what is not there, and those that do not add up.
pub(crate) fn assumptions(
    all: &BTreeMap<IndicatorId, Assumptions>,
    known: &dyn Fn(&str) -> bool,
) -> Result<(), Fault> {
    for (indicator, assumptions) in all {
        if !known(indicator.as_str()) {
            return Err((Reason::Dangling, indicator.to_string()));
        }
        if assumptions.fault().is_some() {
            return Err((Reason::Assumption, indicator.to_string()));
        }
    }
    Ok(())
}

/// Refuses a scenario that moves what is not there, out of range, or twice.
pub(crate) fn scenario(scenario: &Scenario, known: &dyn Fn(&LeverId) -> bool) -> Result<(), Fault> {
    let mut levers = BTreeSet::new();
    for change in &scenario.changes {
        if !known(&change.lever) {
            return Err((Reason::Dangling, change.lever.subject.to_string()));
        }
        if !change_fits(change) {
            return Err((Reason::Number, scenario.name.clone()));
        }
        if !levers.insert(&change.lever) {
            return Err((Reason::Twice, scenario.name.clone()));
        }
    }
    Ok(())
}

/// Whether what a lever moves is in the workspace.
pub(crate) fn has_subject(workspace: &Workspace, lever: &LeverId) -> bool {
    let subject = lever.subject.as_str();
    match lever.kind {
        LeverKind::Driver => workspace.drivers.driver(subject).is_some(),
        _ => workspace.indicator(subject).is_some(),
    }
}

/// Whether the numbers of a change lie where the product can work with them.
pub(crate) fn change_fits(change: &Change) -> bool {
    usable(change.value) && change.detail.fits()
}

fn verify_indicator(indicator: &Indicator, text: &str) -> Result<(), Reason> {
    let target = &indicator.target;
    let numbers = [
        target.value,
        target.value_high.unwrap_or(target.value),
        indicator.baseline.unwrap_or(0.0),
    ];
    if !numbers.into_iter().all(usable)
        || target.value_high.is_some_and(|high| high < target.value)
        || indicator.decimals > 6
    {
        return Err(Reason::Number);
    }
    if let Some(own) = indicator.plan {
        plan(own)?;
    }
    if let Some(passage) = indicator.passage {
        let within = passage.start <= passage.words_start && passage.words_end <= passage.end;
        if !within
            || text.get(passage.start..passage.end).is_none()
            || text.get(passage.words_start..passage.words_end).is_none()
        {
            return Err(Reason::Passage);
        }
    }
    Ok(())
}

/// Refuses correlations of what is not there, out of range, or said twice; gives the reason and of what.
pub(crate) fn correlation(
    correlation: &Correlation,
    indicators: &[Indicator],
) -> Result<(), Fault> {
    if correlation.is_default() {
        return Ok(());
    }
    let fits = |rho: f64| (-1.0..=1.0).contains(&rho);
    for (group, rho) in &correlation.groups {
        if !indicators.iter().any(|indicator| indicator.group == *group) {
            return Err((Reason::Dangling, group.clone()));
        }
        if !fits(*rho) {
            return Err((Reason::Number, group.clone()));
        }
    }
    if correlation.pairs.len() > MOST_PAIRS {
        return Err((Reason::Size, "pairs".to_owned()));
    }
    // What is made of parts has no value of its own that could go with another.
    let valued = indicators.iter().filter(|one| one.kind != Kind::AllOf);
    let names: BTreeSet<&str> = valued.map(|indicator| indicator.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for pair in &correlation.pairs {
        let (a, b) = (pair.a.as_str(), pair.b.as_str());
        for id in [a, b] {
            if !names.contains(id) {
                return Err((Reason::Dangling, id.to_owned()));
            }
        }
        if !fits(pair.rho) {
            return Err((Reason::Number, a.to_owned()));
        }
        if a == b || !seen.insert((a.min(b), a.max(b))) {
            return Err((Reason::Twice, a.to_owned()));
        }
    }
    Ok(())
}

fn plan(plan: PlanYear) -> Result<(), Reason> {
    let days = crate::calendar::days_between(plan.start, plan.end);
    if (27..=400).contains(&days) && YEARS.contains(&plan.year()) {
        Ok(())
    } else {
        Err(Reason::Plan)
    }
}

/// Whether a figure's numbers and dates lie where the product can work with them.
pub(crate) fn figure_fits(figure: &Figure) -> bool {
    let range = figure.range.unwrap_or((0.0, 0.0));
    let corrected = figure.corrections.iter().map(|correction| correction.value);
    [figure.value, range.0, range.1]
        .into_iter()
        .chain(corrected)
        .all(usable)
        && range.0 <= range.1
        && YEARS.contains(&figure.year)
        && YEARS.contains(&figure.date.year())
}

/// Whether a number lies within the product's range.
pub(crate) fn usable(value: f64) -> bool {
    value.is_finite() && value.abs() <= LARGEST_NUMBER
}
