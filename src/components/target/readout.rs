//! What a chart says, in words: under the crosshair, and as a table.

use std::sync::Arc;

use jiff::civil::Date;
use muctieu_chart::scene::Ink;
use muctieu_chart::target_chart::{Fan, Reading, TargetChart};
use muctieu_core::lang::Lang;
use muctieu_core::number::format_date;
use muctieu_core::order::sort_by_key;

use super::words::locale_of;
use crate::charts::{Readout, ReadoutRow, ReadoutWords};
use crate::i18n::td_string;

/// The words at the crosshair.
pub fn words(lang: impl Fn() -> Lang + Send + Sync + 'static) -> ReadoutWords {
    Arc::new(move |chart: &TargetChart, reading: &Reading| at(chart, reading, lang()))
}

fn at(chart: &TargetChart, reading: &Reading, lang: Lang) -> Readout {
    let locale = locale_of(lang);
    let row = |ink, name: &str, value: String| ReadoutRow {
        ink,
        name: name.to_owned(),
        value,
    };
    let mut rows = Vec::with_capacity(10);
    if let Some(value) = reading.actual {
        let estimate = reading
            .figure
            .is_some_and(|figure| chart.actuals[figure].provisional);
        let name = if estimate {
            td_string!(locale, indicator.measure_estimate)
        } else {
            &chart.names.actual
        };
        rows.push(row(Ink::Actual, name, chart.value_words(value)));
    }
    if let Some(value) = reading.expected {
        rows.push(row(
            Ink::Expected,
            &chart.names.expected,
            chart.value_words(value),
        ));
    }
    let mut fan = |ink, name: &str, fan: &Fan| {
        if fan.p2_5 >= fan.p97_5 {
            // What is certain has been told as a figure, unless there is none for the day.
            if reading.actual.is_none() {
                rows.push(row(ink, name, chart.value_words(fan.p50)));
            }
            return;
        }
        rows.push(row(ink, name, chart.value_words(fan.p50)));
        for (percent, low, high) in [(80, fan.p10, fan.p90), (95, fan.p2_5, fan.p97_5)] {
            rows.push(row(
                ink,
                &td_string!(locale, indicator.band, percent = percent),
                band(chart, low, high),
            ));
        }
    };
    if let Some(projection) = &reading.projection {
        fan(Ink::Projection, &chart.names.projection, projection);
    }
    if let Some(scenario) = &reading.scenario {
        fan(Ink::Scenario, &chart.names.scenario, scenario);
    }
    if let Some(value) = reading.assumed.filter(|_| reading.actual.is_none()) {
        rows.push(row(
            Ink::Scenario,
            &chart.names.assumed,
            chart.value_words(value),
        ));
    }
    for (year, value) in chart.history.iter().zip(&reading.history) {
        if let Some(value) = value {
            rows.push(row(Ink::History, &year.label, chart.value_words(*value)));
        }
    }
    Readout {
        title: format_date(reading.date, lang),
        rows,
    }
}

fn band(chart: &TargetChart, low: f64, high: f64) -> String {
    format!("{} – {}", chart.value_words(low), chart.value_words(high))
}

/// The heads of the chart's table.
pub fn heads(chart: &TargetChart, lang: Lang) -> Vec<String> {
    let locale = locale_of(lang);
    let band = |name: &str| {
        format!(
            "{name}, {}",
            td_string!(locale, indicator.band, percent = 80)
        )
    };
    let mut heads = vec![
        td_string!(locale, indicator.date).to_owned(),
        chart.names.actual.clone(),
    ];
    if !chart.expected.is_empty() {
        heads.push(chart.names.expected.clone());
    }
    if !chart.projection.is_empty() {
        heads.push(chart.names.projection.clone());
        heads.push(band(&chart.names.projection));
    }
    if !chart.scenario.is_empty() {
        heads.push(chart.names.scenario.clone());
        heads.push(band(&chart.names.scenario));
    }
    if !chart.assumed.is_empty() {
        heads.push(chart.names.assumed.clone());
    }
    heads.extend(chart.history.iter().map(|year| year.label.clone()));
    heads
}

/// The rows of the chart's table: every date at which it has a value.
pub fn rows(chart: &TargetChart, lang: Lang) -> Vec<Vec<String>> {
    let mut dates: Vec<Date> = chart.actuals.iter().map(|dot| dot.date).collect();
    dates.extend(chart.expected.iter().map(|point| point.0));
    dates.extend(chart.projection.iter().map(|fan| fan.date));
    dates.extend(chart.scenario.iter().map(|fan| fan.date));
    dates.extend(
        chart
            .history
            .iter()
            .flat_map(|year| year.points.iter().map(|point| point.0)),
    );
    sort_by_key(&mut dates, |date| *date);
    dates.dedup();
    let fan_cells = |fans: &[Fan], date: Date| {
        let fan = fans.iter().find(|fan| fan.date == date);
        [
            fan.map_or_else(String::new, |fan| chart.value_words(fan.p50)),
            fan.filter(|fan| fan.p10 < fan.p90)
                .map_or_else(String::new, |fan| band(chart, fan.p10, fan.p90)),
        ]
    };
    let point = |points: &[(Date, f64)], date: Date| {
        points
            .iter()
            .find(|point| point.0 == date)
            .map_or_else(String::new, |point| chart.value_words(point.1))
    };
    dates
        .into_iter()
        .map(|date| {
            let actual = chart.actuals.iter().rev().find(|dot| dot.date == date);
            let mut cells = vec![
                format_date(date, lang),
                actual.map_or_else(String::new, |dot| chart.value_words(dot.value)),
            ];
            if !chart.expected.is_empty() {
                cells.push(point(&chart.expected, date));
            }
            if !chart.projection.is_empty() {
                cells.extend(fan_cells(&chart.projection, date));
            }
            if !chart.scenario.is_empty() {
                cells.extend(fan_cells(&chart.scenario, date));
            }
            if !chart.assumed.is_empty() {
                cells.push(point(&chart.assumed, date));
            }
            cells.extend(chart.history.iter().map(|year| point(&year.points, date)));
            cells
        })
        .collect()
}
