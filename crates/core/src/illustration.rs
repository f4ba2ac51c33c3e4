//! Generated figures for training: every month of the plan year and of the three years before it, for every target.
//!
//! The generator is documented so that nobody takes its figures for real. Each indicator draws from its own counted
//! random stream (`SplitMix64`, Steele, Lea & Flood 2014, keyed by a fixed seed and the indicator's name), so that
//! adding one indicator changes no other:
//!
//! - flows and counts: a yearly total around the target (last years' a little lower), spread over the months by a
//!   profile with a dip at Tết and a rise to the year's end, each month's share jittered;
//! - growth: four quarters around the target, told cumulatively, since growth is reported by the quarter;
//! - levels and shares: a steady rise to near the target, with small steps; poverty falls from a start level;
//! - annual indicators: the final figures of the years before, an estimate a month that closes in on the year's value,
//!   and that value at the year's end;
//! - ranks: one rank a year, the newest left unpublished, as ranks are.

use std::sync::Arc;

use jiff::civil::Date;

use crate::calendar::PlanYear;
use crate::figure::{Figure, FigureBook, FigureId, Measure, Origin};
use crate::indicator::{Bilingual, Indicator, IndicatorId, Kind};
use crate::number::round_to;
use crate::store::ReadError;
use crate::workspace::Workspace;

/// The seed of the illustration.
const SEED: u64 = 20_231_205;
/// Earlier years with figures.
const PAST_YEARS: i16 = 3;
/// The share of a flow's year that falls into each month.
const MONTHS: [f64; 12] = [
    0.065, 0.035, 0.070, 0.080, 0.085, 0.090, 0.085, 0.085, 0.090, 0.095, 0.100, 0.120,
];

/// The generated figures of every indicator of a workspace.
pub fn figures(workspace: &Workspace) -> FigureBook {
    figures_since(workspace, PAST_YEARS)
}

fn figures_since(workspace: &Workspace, past: i16) -> FigureBook {
    workspace
        .indicators
        .iter()
        .flat_map(|indicator| of(indicator, workspace.plan_of(indicator), past))
        .collect()
}

/// A workspace of any size for speed measurements: the illustration's monthly targets over and over, under names of
/// their own (`budget-revenue-0001`), with figures of `years` years up to and including the plan year.
///
/// At most 5,000 indicators and 40 years, as many as a file may hold; it is an illustration and says so.
pub fn large(indicators: usize, years: usize) -> Result<Workspace, ReadError> {
    let mut workspace = crate::builtin::illustration()?;
    let monthly: Vec<&Indicator> = workspace
        .targets()
        .filter(|target| target.kind.accumulates() || is_level(target.kind))
        .collect();
    let copies = monthly.iter().cycle().zip(1..=indicators.min(5_000));
    let numbered = copies.map(|(indicator, number)| {
        let mut copy = (*indicator).clone();
        copy.id = IndicatorId::from(format!("{}-{number:04}", indicator.id).as_str());
        copy.title = numbered_title(&indicator.title, number);
        copy
    });
    workspace.indicators = Arc::new(numbered.collect());
    workspace.drivers = Arc::default();
    workspace.id = format!("{}-{indicators}", crate::builtin::ILLUSTRATION).into();
    workspace.name = numbered_title(&workspace.name, indicators);
    let past = i16::try_from(years.clamp(1, 40) - 1).unwrap_or_default();
    workspace.figures = figures_since(&workspace, past);
    Ok(workspace)
}

fn numbered_title(title: &Bilingual, number: usize) -> Bilingual {
    Bilingual {
        vi: format!("{} {number}", title.vi),
        en: format!("{} {number}", title.en),
    }
}

fn is_level(kind: Kind) -> bool {
    matches!(kind, Kind::Level | Kind::Completion | Kind::LevelChange)
}

fn of(indicator: &Indicator, plan: PlanYear, past: i16) -> Vec<Figure> {
    let mut draw = Stream::of(indicator.id.as_str());
    let mut made = Made {
        indicator,
        past,
        figures: Vec::new(),
    };
    // The illustration's levels need no earlier years: the walk looks back over two at most.
    let level_years = if past > PAST_YEARS { past } else { 0 };
    match indicator.kind {
        Kind::Flow | Kind::FlowCount | Kind::FlowChange => flow(&mut made, plan, &mut draw),
        Kind::Growth => growth(&mut made, plan, &mut draw),
        kind if is_level(kind) => {
            for back in (0..=level_years).rev() {
                level(&mut made, plan.shifted(-back), &mut draw);
            }
        }
        Kind::Annual => annual(&mut made, plan, &mut draw),
        Kind::RankGain => ranks(&mut made, plan, &mut draw),
        _ => {}
    }
    made.figures
}

fn flow(made: &mut Made<'_>, plan: PlanYear, draw: &mut Stream) {
    let indicator = made.indicator;
    let change = indicator.kind == Kind::FlowChange;
    let base = if change {
        indicator.baseline.unwrap_or(60.0)
    } else {
        indicator.target.value
    };
    // This year lands between 12 % short and 14 % over; a count to be lowered, between −15 % and +5 %.
    let this_year = if change {
        base * (0.85 + 0.20 * draw.unit())
    } else {
        base * (0.88 + 0.26 * draw.unit())
    };
    for back in (0..=made.past).rev() {
        let year = plan.shifted(-back);
        let total = match back {
            0 => this_year,
            1 if change => base,
            _ => base * (1.0 - 0.05 * f64::from(back)).max(0.2) * (0.94 + 0.1 * draw.unit()),
        };
        let mut shares = MONTHS.map(|share| share * (0.75 + 0.5 * draw.unit()));
        let sum: f64 = shares.iter().sum();
        for share in &mut shares {
            *share /= sum;
        }
        let mut done = 0.0;
        for (share, end) in shares.iter().zip(year.reporting_ends()) {
            done += share;
            made.put(year, end, Measure::Cumulative, (total * done).max(0.0));
        }
    }
}

fn growth(made: &mut Made<'_>, plan: PlanYear, draw: &mut Stream) {
    for back in (0..=made.past).rev() {
        let year = plan.shifted(-back);
        let centre = made.indicator.target.value - 0.9 - 0.6 * f64::from(back);
        let mut sum = 0.0;
        for quarter in 1..=4u8 {
            sum += centre + 2.4 * (draw.unit() - 0.5) + 0.35 * f64::from(quarter);
            made.put(
                year,
                year.quarter_end(quarter),
                Measure::Cumulative,
                sum / f64::from(quarter),
            );
        }
    }
}

fn level(made: &mut Made<'_>, plan: PlanYear, draw: &mut Stream) {
    let target = &made.indicator.target;
    let falls = made.indicator.kind == Kind::LevelChange;
    let completes = made.indicator.kind == Kind::Completion;
    let down = matches!(made.indicator.bound(), crate::target::Bound::AtMost(_));
    // Where the year begins and where it heads: below a target to be reached, above one to get under.
    let (start, end) = if falls {
        let start = 22.0 + 6.0 * draw.unit();
        (start, start - target.value * (0.8 + 0.5 * draw.unit()))
    } else if completes {
        (8.0, 90.0 + 10.0 * draw.unit())
    } else {
        let gap = (100.0 - target.value).min(target.value) * 0.15;
        let side = if down { 1.0 } else { -1.0 };
        (
            target.value + side * gap * 1.5,
            target.value + side * gap * (draw.unit() - 0.75),
        )
    };
    let range = (0.0, 100.0);
    if !completes && made.figures.is_empty() {
        let before = plan.shifted(-1);
        made.put(
            before,
            before.end,
            Measure::Level,
            start.clamp(range.0, range.1),
        );
    }
    for (month, day) in (1u8..).zip(plan.reporting_ends()) {
        let passed = f64::from(month) / 12.0;
        let step = (end - start) * passed + (end - start).abs() * 0.04 * (draw.unit() - 0.5);
        made.put(
            plan,
            day,
            Measure::Level,
            (start + step).clamp(range.0, range.1),
        );
    }
}

fn annual(made: &mut Made<'_>, plan: PlanYear, draw: &mut Stream) {
    let target = made.indicator.target.value;
    let share = made.indicator.is_share();
    let top = if share { 100.0 } else { f64::INFINITY };
    for back in (1..=made.past).rev() {
        let year = plan.shifted(-back);
        let value = target * (0.97 - 0.03 * f64::from(back) + 0.03 * draw.unit());
        made.put(year, year.end, Measure::Annual, value.min(top));
    }
    let value = (target * (0.97 + 0.06 * draw.unit())).min(top);
    for (month, day) in (1u8..).zip(plan.reporting_ends()) {
        // The office's guess closes in on the value over the year.
        let off = 0.06 * (1.0 - f64::from(month) / 12.0) * (draw.unit() - 0.5);
        let measure = if day < plan.end {
            Measure::Estimate
        } else {
            Measure::Annual
        };
        made.put(plan, day, measure, (value * (1.0 + off)).min(top));
    }
}

fn ranks(made: &mut Made<'_>, plan: PlanYear, draw: &mut Stream) {
    for back in (1..=made.past + 1).rev() {
        let year = plan.shifted(-back);
        made.put(
            year,
            year.end,
            Measure::Rank,
            (38.0 + 20.0 * draw.unit()).round(),
        );
    }
}

/// Figures in the making.
struct Made<'a> {
    indicator: &'a Indicator,
    /// How many years before the plan year have figures.
    past: i16,
    figures: Vec<Figure>,
}

impl Made<'_> {
    fn put(&mut self, plan: PlanYear, date: Date, measure: Measure, value: f64) {
        let counted = self.indicator.kind.counts() || measure == Measure::Rank;
        let decimals = if counted {
            0
        } else {
            self.indicator
                .decimals
                .max(u8::from(measure == Measure::Level))
        };
        self.figures.push(Figure {
            id: FigureId(
                format!("i-{}-{}", self.indicator.id, crate::calendar::to_iso(date)).into(),
            ),
            indicator: self.indicator.id.clone(),
            year: plan.year(),
            date,
            measure,
            value: round_to(value, decimals),
            range: None,
            origin: Origin::Illustration,
            source: String::new(),
            note: String::new(),
            entered_by: String::new(),
            entered_at: String::new(),
            corrections: Vec::new(),
        });
    }
}

/// A counted random stream: the n-th number depends on the seed, the name and n alone.
struct Stream {
    key: u64,
    count: u64,
}

impl Stream {
    fn of(name: &str) -> Self {
        // FNV-1a, so that the key of a name never changes.
        let key = name
            .bytes()
            .fold(SEED ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self { key, count: 0 }
    }

    /// The next number, uniform on [0, 1).
    fn unit(&mut self) -> f64 {
        self.count += 1;
        let mut z = self
            .key
            .wrapping_add(self.count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }
}
