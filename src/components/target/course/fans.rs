//! A forecast as a fan: from the last figure to the year's end, or an upright interval there where the method has no
//! idea of the way.

use jiff::civil::Date;
use muctieu_chart::target_chart::Fan;
use muctieu_core::calendar::{PlanYear, days_between};
use muctieu_core::forecast::Forecast;

use super::axis::Axis;

/// The fan of a forecast that starts from the last figure.
pub(super) fn of(
    forecast: &dyn Forecast,
    axis: &Axis,
    plan: PlanYear,
    from: Option<(Date, f64)>,
) -> Vec<Fan> {
    if forecast.settled().is_some() {
        return Vec::new();
    }
    let Some(end) = axis.year_fan(plan.end, forecast.year()) else {
        return Vec::new();
    };
    let mut fans = Vec::with_capacity(14);
    if let Some((date, value)) = from.filter(|(date, _)| forecast.at(*date).is_some()) {
        // Where a scenario sets the end of a level and not its way, the way is bent towards that end.
        let gap = forecast
            .at(plan.end)
            .map_or(0.0, |unbent| end.p50 - unbent.median());
        let length = f64::from(days_between(date, plan.end).max(1));
        fans.push(Fan::certain(date, value));
        fans.extend(
            axis.stops(plan)
                .into_iter()
                .filter(|stop| *stop > date && *stop < plan.end)
                .filter_map(|stop| {
                    let fan = Axis::figure_fan(stop, &forecast.at(stop)?);
                    Some(shifted(
                        fan,
                        gap * f64::from(days_between(date, stop)) / length,
                    ))
                }),
        );
    }
    fans.push(end);
    fans
}

fn shifted(fan: Fan, by: f64) -> Fan {
    Fan {
        date: fan.date,
        p2_5: fan.p2_5 + by,
        p10: fan.p10 + by,
        p50: fan.p50 + by,
        p90: fan.p90 + by,
        p97_5: fan.p97_5 + by,
    }
}
