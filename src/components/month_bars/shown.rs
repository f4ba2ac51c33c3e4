//! What the columns of the months show, as plain data: no signal is read here.

use jiff::civil::Date;
use muctieu_chart::months::{Column, Heights, Slots};
use muctieu_core::board::{Row, question};
use muctieu_core::calendar::{PlanYear, plus_days};
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lever::Levers;
use muctieu_core::months::{Stretch, expected, reported};
use muctieu_core::workspace::Workspace;

/// About how many parts the vertical axis has.
const PARTS: usize = 4;

/// A stretch that is still to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// What is expected of it without a scenario, where the scenario changes that.
    pub base: Option<Stretch>,
    /// What is expected of it.
    pub now: Stretch,
    /// Whether it lies within one month, so that an amount can be put there.
    pub open: bool,
}

/// The plan year by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The plan year.
    pub plan: PlanYear,
    /// What was reported.
    pub done: Vec<Stretch>,
    /// What is expected.
    pub ahead: Vec<Ahead>,
    /// Where months lie.
    pub slots: Slots,
    /// How high they are.
    pub heights: Heights,
}

/// Whether an indicator has months to show.
pub fn has_months(kind: Kind) -> bool {
    matches!(kind, Kind::Flow | Kind::FlowCount)
}

impl Year {
    /// The year of an indicator, without and with the scenario that is on.
    pub fn of(
        workspace: &Workspace,
        indicator: &Indicator,
        as_of: Date,
        base: Option<&Row>,
        now: Option<&Row>,
    ) -> Self {
        let question = question(workspace, indicator, as_of, Levers::default());
        let plan = question.plan;
        let slots = Slots::new(plan.start, plan.reporting_ends());
        let done = reported(plan, question.known());
        let expects = |row: Option<&Row>| {
            let forecast = row.and_then(|row| row.forecast.as_ref().ok());
            forecast.map_or_else(Vec::new, |forecast| {
                expected(plan, &done, forecast.as_ref())
            })
        };
        let (before, after) = (expects(base), expects(now));
        let of_before = |stretch: &Stretch| {
            let same = |one: &&Stretch| one.after == stretch.after && one.until == stretch.until;
            let found = before.iter().find(same).copied();
            found.filter(|one| one != stretch)
        };
        let ahead: Vec<Ahead> = after
            .iter()
            .map(|stretch| Ahead {
                base: of_before(stretch),
                now: *stretch,
                open: slots.months(stretch.after, stretch.until) < 1.0 + 1e-9,
            })
            .collect();
        let rate = |stretch: &Stretch| stretch.amount / slots.months(stretch.after, stretch.until);
        let bases = ahead.iter().filter_map(|one| one.base);
        let all = after.iter().chain(&done).copied().chain(bases);
        let bands = after.iter().filter_map(|stretch| {
            let months = slots.months(stretch.after, stretch.until);
            stretch
                .band
                .map(|(low, high)| (low / months, high / months))
        });
        let heights = Heights::of(
            all.map(|stretch| rate(&stretch)),
            bands,
            PARTS,
            indicator.kind.counts(),
        );
        Self {
            plan,
            done,
            ahead,
            slots,
            heights,
        }
    }

    /// The day of the newest figure, or the day before the year.
    pub fn since(&self) -> Date {
        self.done
            .last()
            .map_or(plus_days(self.plan.start, -1), |last| last.until)
    }

    /// How many months a stretch takes.
    pub fn months(&self, stretch: &Stretch) -> f64 {
        self.slots.months(stretch.after, stretch.until)
    }

    /// The column of a stretch, at these heights.
    pub fn column(&self, stretch: &Stretch, heights: &Heights) -> Column {
        heights.column(stretch.amount / self.months(stretch))
    }

    /// The band of a stretch in percent of the height, where it has one.
    pub fn band(&self, stretch: &Stretch, heights: &Heights) -> Option<(f64, f64)> {
        let months = self.months(stretch);
        let (low, high) = stretch.band?;
        Some((heights.at(low / months), heights.at(high / months)))
    }

    /// What is expected of the stretch that ends on a day.
    pub fn ahead_until(&self, until: Date) -> Option<&Ahead> {
        self.ahead.iter().find(|one| one.now.until == until)
    }
}
