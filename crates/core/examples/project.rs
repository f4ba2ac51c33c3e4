//! Reads a workspace on standard input and prints where each indicator stands, as JSON:
//! `cargo run -p muctieu-core --example project -- [--as-of 2024-09-30] [--scenario NAME] < workspace.json`.
//!
//! Every number is a plain JSON number or null; dates are ISO 8601. Of the whole: `as_of`, `scenario`, `headline` in both
//! languages, `targets` and how many of them are `assessed`, and of the number that will be `met` the ends of an 80 %
//! interval and the `distribution` (entry k is P(exactly k), the targets taken as independent). Of each indicator, in the
//! workspace's order, the parts of an `all-of` one included: `status`; the newest figure (`actual`, `actual_date`); the
//! year-end projection (`projected`, the median, with `low` and `high`, an 80 % band) and the `probability` of meeting the
//! target; `required_pace` (a multiple of the pace so far) and `required_per_period`; `expected_now`, where one should be
//! on the date; whether the result is `provisional`; `method`, who or what chose it (`chosen_by`: user,
//! evidence or order, and `choice` in words), `reason` and `formula`; and its `plan` year.

mod input;

use std::process::ExitCode;

use muctieu_core::board::{Board, Row};
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId};
use muctieu_core::lang::{Lang, Say};
use muctieu_core::workspace::Workspace;
use serde_json::{Value, json};

use input::Input;

const USAGE: &str = "project [--as-of YYYY-MM-DD] [--scenario NAME] < workspace.json";

fn main() -> ExitCode {
    input::answer(run())
}

fn run() -> Result<String, String> {
    let input = Input::read(USAGE, |_, _| Ok(false))?;
    let scenario = input.scenario()?;
    let (workspace, as_of) = (&input.workspace, input.as_of);
    let board = Board::new(workspace, as_of, scenario);
    let (low, high) = board.met_interval();
    let answer = json!({
        "as_of": as_of.to_string(),
        "scenario": scenario.map(|scenario| scenario.name.clone()),
        "headline": { "vi": finding::headline(&board, Lang::Vi), "en": finding::headline(&board, Lang::En) },
        "targets": board.targets,
        "assessed": board.assessed,
        "met": { "low": low, "high": high, "distribution": board.number_met() },
        "indicators": workspace.indicators.iter().filter_map(|indicator| board.row(indicator.id.as_str()).map(|row| (indicator, row)))
            .map(|(indicator, row)| describe(workspace, indicator, row)).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&answer).map_err(|error| error.to_string())
}

fn describe(workspace: &Workspace, indicator: &Indicator, row: &Row) -> Value {
    let reason = match &row.forecast {
        Ok(forecast) => forecast.reason(Lang::En),
        Err(unusable) => unusable.say(Lang::En),
    };
    json!({
        "id": indicator.id.as_str(),
        "part_of": indicator.part_of.as_ref().map(IndicatorId::as_str),
        "status": row.status.id(),
        "actual": row.actual.map(|actual| actual.value),
        "actual_date": row.actual.map(|actual| actual.date.to_string()),
        "projected": row.projected,
        "low": row.low,
        "high": row.high,
        "probability": row.probability,
        "required_pace": row.required.map(|required| required.multiple),
        "required_per_period": row.required.map(|required| required.per_period),
        "expected_now": row.expected_now,
        "provisional": row.provisional,
        "method": row.forecast.as_ref().ok().map(|forecast| forecast.method()),
        "chosen_by": row.choice.map(|choice| choice.by.id()),
        "choice": row.choice.map(|choice| choice.say(Lang::En)),
        "reason": reason,
        "formula": row.forecast.as_ref().map(|forecast| forecast.formula(indicator, Lang::En)).unwrap_or_default(),
        "plan": { "start": workspace.plan_of(indicator).start.to_string(), "end": workspace.plan_of(indicator).end.to_string() },
    })
}
