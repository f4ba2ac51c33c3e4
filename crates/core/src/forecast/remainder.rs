//! What a scenario makes of the rest of a flow's year: its pace, a part that comes late, an amount on top.
//!
//! Without a scenario the share A₀(u) = (S(u) − S(t)) ÷ (1 − S(t)) of the remainder after t is in by u, with S the
//! profile. A pace p(v) makes it A(u) = ∫ₜᵘ p dS ÷ (1 − S(t)); with a part q that comes d months late it is
//! (1 − q)·A(u) + q·A(u − d). What of the part has not come by the year's end is lost to the year. The remainder itself
//! stays as uncertain as it is: the year's total is done + A(end)·remainder + what comes on top.

use jiff::civil::Date;

use super::{FASTEST, Profile};
use crate::calendar::{PlanYear, days_between};
use crate::dist::Dist;
use crate::lang::Lang;
use crate::lever::Levers;
use crate::number::{format_compact_trim, format_day, format_number};

/// A ramp is taken in so many steps of equal length, each at its middle pace.
const STEPS: u8 = 24;
/// The z of the 90th percentile: half of an 80 % band in standard deviations of the Normal distribution.
pub(super) const Z90: f64 = 1.281_551_565_544_600_4;

/// The levers of a flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Remainder {
    pace: f64,
    from: Option<Date>,
    /// The length of the ramp, as a share of the year.
    ramp: f64,
    /// The part that comes late, 0 to 1, and by how much of the year.
    late: f64,
    by: f64,
    add: f64,
    on: Option<Date>,
    range: f64,
}

impl Remainder {
    pub fn of(levers: &Levers) -> Self {
        Self {
            pace: levers.pace().clamp(0.0, FASTEST),
            from: levers.pace_from,
            ramp: (levers.pace_months / 12.0).clamp(0.0, 1.0),
            late: (levers.delay.unwrap_or(0.0) / 100.0).clamp(0.0, 1.0),
            by: (levers.delay_months / 12.0).clamp(0.0, 1.0),
            add: levers.one_off(),
            on: levers.one_off_on,
            range: levers.one_off_range,
        }
    }

    /// Whether it leaves the flow as it is.
    pub fn is_neutral(&self) -> bool {
        (self.pace - 1.0).abs() <= 1e-12
            && self.add.abs() <= 1e-12
            && self.range <= 0.0
            && self.late <= 0.0
    }

    /// A(date) ÷ A₀(date): by how much what is expected between the newest figure and a later date is multiplied.
    pub fn factor(&self, profile: &Profile, plan: PlanYear, since: Date, date: Date) -> f64 {
        let (start, end) = (plan.elapsed(since), plan.elapsed(date));
        let whole = profile.at(end) - profile.at(start);
        if (self.from.is_none() && self.ramp <= 0.0 && self.late <= 0.0) || whole <= 0.0 {
            return self.pace;
        }
        let paced = |until: f64| self.paced(profile, plan, start, until);
        let in_time = paced(end);
        if self.late <= 0.0 {
            return in_time / whole;
        }
        let late = paced((end - self.by).max(start));
        ((1.0 - self.late) * in_time + self.late * late) / whole
    }

    /// ∫ p dS from `start` to `until`, both shares of the year's days.
    fn paced(&self, profile: &Profile, plan: PlanYear, start: f64, until: f64) -> f64 {
        let begin = self
            .from
            .map_or(start, |from| {
                // The day itself has the new pace: it begins at the end of the day before.
                let days = f64::from(days_between(plan.start, from));
                (days / f64::from(plan.days())).clamp(0.0, 1.0)
            })
            .max(start);
        let part = |from: f64, to: f64| {
            let (from, to) = (from.min(until), to.min(until));
            (profile.at(to) - profile.at(from)).max(0.0)
        };
        let mut sum = part(start, begin);
        let step = self.ramp / f64::from(STEPS);
        if step > 0.0 {
            for at in 0..STEPS {
                let from = begin + f64::from(at) * step;
                let reached = (f64::from(at) + 0.5) / f64::from(STEPS);
                let pace = 1.0 + (self.pace - 1.0) * reached;
                sum += pace * part(from, from + step);
            }
        }
        sum + self.pace * part(begin + self.ramp, 1.0)
    }

    /// The share of the amount on top that has come by `date`, by which `part` of the remainder is normally in.
    pub fn come(&self, date: Date, part: f64) -> f64 {
        match self.on {
            Some(on) if date < on => 0.0,
            Some(_) => 1.0,
            None => part,
        }
    }

    /// The amount on top that has come by `date`.
    pub fn added(&self, date: Date, part: f64) -> f64 {
        self.add * self.come(date, part)
    }

    /// The amount on top.
    pub fn amount(&self) -> f64 {
        self.add
    }

    /// The standard deviation of the amount on top.
    pub fn spread(&self) -> f64 {
        self.range / Z90
    }

    /// The amount's own uncertainty laid over what is expected by `date`.
    pub fn blur(&self, of: Dist, date: Date, part: f64) -> Dist {
        of.plus_normal(self.come(date, part) * self.spread())
    }

    /// What it makes of the year, for the lines of the calculation; nothing where it leaves it alone. `factor` is the
    /// whole year's.
    pub fn told(&self, factor: f64, amount: impl Fn(f64) -> String, lang: Lang) -> Vec<String> {
        if self.is_neutral() {
            return Vec::new();
        }
        let (told, add) = (format_number(factor, 2, lang), amount(self.add));
        let mut lines = vec![lang.pick(
            format!("Kịch bản: Y + {told} × phần còn lại + {add}"),
            format!("Scenario: Y + {told} × the remainder + {add}"),
        )];
        let mut parts = Vec::new();
        if let Some(from) = self.from {
            let (pace, day) = (format_number(self.pace, 2, lang), format_day(from, lang));
            parts.push(lang.pick(
                format!("nhịp ×{pace} chỉ từ {day}"),
                format!("pace ×{pace} from {day} only"),
            ));
        }
        if self.ramp > 0.0 {
            let months = format_compact_trim(self.ramp * 12.0, 1, lang);
            parts.push(lang.pick(
                format!("tăng dần trong {months} tháng"),
                format!("reached over {months} months"),
            ));
        }
        if self.late > 0.0 {
            let share = format_compact_trim(self.late * 100.0, 1, lang);
            let months = format_compact_trim(self.by * 12.0, 1, lang);
            parts.push(lang.pick(
                format!("{share}% phần còn lại chậm {months} tháng"),
                format!("{share}% of the remainder {months} months late"),
            ));
        }
        if self.range > 0.0 {
            let range = amount(self.range);
            parts.push(lang.pick(
                format!("khoản một lần ± {range} (khoảng 80%)"),
                format!("one-off amount ± {range} (80% range)"),
            ));
        }
        if !parts.is_empty() {
            let parts = parts.join("; ");
            let factor = format_number(factor, 4, lang);
            lines.push(lang.pick(
                format!("Hệ số {factor} của phần còn lại: {parts}"),
                format!("Factor {factor} of the remainder: {parts}"),
            ));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn factor(levers: Levers) -> f64 {
        let plan = PlanYear::calendar(2024);
        Remainder::of(&levers).factor(&Profile::even(), plan, date(2024, 6, 30), plan.end)
    }

    #[test]
    fn a_pace_from_a_date_holds_for_the_part_of_the_remainder_after_it() {
        let half = Levers {
            pace: Some(1.5),
            pace_from: Some(date(2024, 10, 1)),
            ..Levers::default()
        };
        // 92 of the 184 days left.
        assert!((factor(half) - 1.25).abs() < 1e-12);
        let at_once = Levers {
            pace_from: Some(date(2024, 1, 1)),
            ..half
        };
        assert!((factor(at_once) - 1.5).abs() < 1e-12);
    }

    #[test]
    fn a_ramp_brings_half_of_what_the_full_pace_would_have_brought_in_its_time() {
        let ramp = Levers {
            pace: Some(2.0),
            pace_months: 6.0,
            ..Levers::default()
        };
        // 183 of the 184 days left are on the ramp.
        let expected = 1.0 + (183.0 * 0.5 + 1.0) / 184.0;
        assert!((factor(ramp) - expected).abs() < 1e-9);
    }

    #[test]
    fn what_comes_late_past_the_year_is_lost_to_it() {
        let late = |delay: f64, months: f64| {
            factor(Levers {
                delay: Some(delay),
                delay_months: months,
                ..Levers::default()
            })
        };
        // Two months are 61 of the 184 days left.
        assert!((late(100.0, 2.0) - 123.0 / 184.0).abs() < 1e-12);
        assert!((late(50.0, 2.0) - (1.0 - 30.5 / 184.0)).abs() < 1e-12);
        assert!(late(100.0, 12.0).abs() < 1e-12);
    }
}
