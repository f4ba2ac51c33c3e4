//! What may be wrong with a figure: refused when it cannot be meant, told and asked about when it can.

use jiff::civil::Date;

use crate::calendar::PlanYear;
use crate::figure::{Figure, FigureId, Measure};
use crate::indicator::{Indicator, Kind};
use crate::lang::{Lang, Say};
use crate::number::{format_date, format_number};
use crate::workspace::Workspace;

/// A doubt about a figure.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Doubt {
    /// The date lies outside the year that the figure is for.
    #[error("the date lies outside the plan year")]
    OutsideYear {
        /// The year's days.
        plan: PlanYear,
    },
    /// A negative amount, count or level.
    #[error("a negative value")]
    Negative,
    /// A share above 100 %.
    #[error("above 100 %")]
    AboveWhole,
    /// A count that is not a whole number.
    #[error("a count that is not whole")]
    NotWhole,
    /// A rank that is not a whole number from 1.
    #[error("not a rank")]
    NotARank,
    /// There is a figure of the same measure for the same date.
    #[error("a second figure for one date")]
    SecondForDate {
        /// The other value.
        other: f64,
        /// The decimals in which it is told.
        decimals: u8,
    },
    /// A cumulative figure below an earlier one, or above a later one.
    #[error("a falling cumulative")]
    Falling {
        /// The other value.
        other: f64,
        /// Its date.
        date: Date,
        /// The decimals in which it is told.
        decimals: u8,
    },
    /// Ten times or a tenth of its neighbours: another unit (tỷ/triệu)?
    #[error("ten times its neighbours")]
    UnitSlip {
        /// A neighbour's value.
        other: f64,
        /// The decimals in which it is told.
        decimals: u8,
    },
}

impl Doubt {
    /// Whether the figure cannot be meant, and is refused; else the user is asked.
    pub fn refuses(&self) -> bool {
        matches!(
            self,
            Self::OutsideYear { .. }
                | Self::Negative
                | Self::AboveWhole
                | Self::NotWhole
                | Self::NotARank
        )
    }
}

impl Say for Doubt {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::OutsideYear { plan } => {
                let (from, to) = (format_date(plan.start, lang), format_date(plan.end, lang));
                lang.pick(
                    format!("Ngày nằm ngoài năm kế hoạch ({from} – {to})."),
                    format!("The date lies outside the plan year ({from} – {to})."),
                )
            }
            Self::Negative => lang
                .pick(
                    "Số liệu của chỉ tiêu này không thể âm.",
                    "A figure of this indicator cannot be negative.",
                )
                .to_owned(),
            Self::AboveWhole => lang
                .pick("Tỷ lệ không thể vượt 100%.", "A share cannot exceed 100%.")
                .to_owned(),
            Self::NotWhole => lang
                .pick(
                    "Chỉ tiêu này đếm theo đơn vị nguyên.",
                    "This indicator is counted in whole units.",
                )
                .to_owned(),
            Self::NotARank => lang
                .pick(
                    "Thứ bậc là một số nguyên từ 1 trở lên.",
                    "A rank is a whole number from 1.",
                )
                .to_owned(),
            Self::SecondForDate { other, decimals } => {
                let other = format_number(*other, *decimals, lang);
                lang.pick(format!("Ngày này đã có một số liệu ({other}). Hãy sửa số đó, hoặc xác nhận giữ cả hai."), format!("There is a figure for this date already ({other}). Correct that one, or confirm that both stand."))
            }
            Self::Falling {
                other,
                date,
                decimals,
            } => {
                let (other, date) = (
                    format_number(*other, *decimals, lang),
                    format_date(*date, lang),
                );
                lang.pick(format!("Lũy kế không giảm theo thời gian, nhưng ngày {date} là {other}. Kiểm tra lại, hoặc xác nhận nếu số trước đã được điều chỉnh."), format!("A cumulative figure does not fall over time, but on {date} it is {other}. Check it, or confirm if the other figure has been revised."))
            }
            Self::UnitSlip { other, decimals } => {
                let other = format_number(*other, *decimals, lang);
                lang.pick(format!("Lệch khoảng 10 lần trở lên so với số liền kề ({other}): có thể nhầm đơn vị (tỷ/triệu). Kiểm tra lại, hoặc xác nhận."), format!("Ten times or more away from its neighbour ({other}): perhaps another unit (billion/million). Check it, or confirm."))
            }
        }
    }
}

/// The doubts about a figure that is to be put in, or that is there already (it is never held against itself).
pub fn doubts(workspace: &Workspace, figure: &Figure) -> Vec<Doubt> {
    workspace
        .indicator(figure.indicator.as_str())
        .map_or_else(Vec::new, |indicator| about(workspace, indicator, figure))
}

fn about(workspace: &Workspace, indicator: &Indicator, figure: &Figure) -> Vec<Doubt> {
    let plan = workspace.plan_of(indicator);
    let span = plan.shifted(figure.year - plan.year());
    let mut found = Vec::new();
    if !span.contains(figure.date) && !matches!(figure.measure, Measure::Rank | Measure::Annual) {
        found.push(Doubt::OutsideYear { plan: span });
    }
    found.extend(of_value(indicator, figure));
    let others: Vec<&Figure> = workspace
        .figures
        .of(indicator.id.as_str())
        .iter()
        .filter(|other| {
            other.id != figure.id && other.measure == figure.measure && other.year == figure.year
        })
        .collect();
    let decimals = indicator.decimals;
    if let Some(other) = others.iter().find(|other| other.date == figure.date) {
        found.push(Doubt::SecondForDate {
            other: other.value,
            decimals,
        });
    }
    if figure.measure == Measure::Cumulative && indicator.kind.accumulates() {
        let falls = |other: &&&Figure| {
            (other.date < figure.date && other.value > figure.value)
                || (other.date > figure.date && other.value < figure.value)
        };
        if let Some(other) = others.iter().find(falls) {
            found.push(Doubt::Falling {
                other: other.value,
                date: other.date,
                decimals,
            });
        }
    }
    found.extend(unit_slip(indicator, figure, &others));
    found
}

fn of_value(indicator: &Indicator, figure: &Figure) -> Option<Doubt> {
    let value = figure.value;
    let whole = (value - value.round()).abs() < 1e-9;
    if figure.measure == Measure::Rank {
        return (!whole || value < 1.0).then_some(Doubt::NotARank);
    }
    let signed = matches!(indicator.kind, Kind::Growth | Kind::LevelChange)
        && figure.measure != Measure::Level;
    if value < 0.0 && !signed {
        return Some(Doubt::Negative);
    }
    let share = indicator.is_share() && indicator.kind != Kind::Completion
        || (indicator.kind == Kind::LevelChange && figure.measure == Measure::Level);
    if share && value > 100.0 {
        return Some(Doubt::AboveWhole);
    }
    (indicator.kind.counts() && !whole).then_some(Doubt::NotWhole)
}

/// Ten times the neighbour after it in time, or a tenth of the one before it; for levels, either way. A cumulative
/// figure may well grow tenfold early in the year, so it is held against the target as well.
fn unit_slip(indicator: &Indicator, figure: &Figure, others: &[&Figure]) -> Option<Doubt> {
    if indicator.is_share()
        || matches!(
            indicator.kind,
            Kind::Growth | Kind::LevelChange | Kind::RankGain
        )
        || figure.value <= 0.0
    {
        return None;
    }
    let decimals = indicator.decimals;
    let slip = |other: f64| Doubt::UnitSlip { other, decimals };
    let before = others
        .iter()
        .rev()
        .find(|other| other.date < figure.date && other.value > 0.0);
    let after = others
        .iter()
        .find(|other| other.date > figure.date && other.value > 0.0);
    if let Some(after) = after.filter(|after| figure.value >= 10.0 * after.value) {
        return Some(slip(after.value));
    }
    let target = indicator.target.value;
    let far_above = |limit: f64| figure.value >= 10.0 * limit;
    match before {
        Some(before)
            if far_above(before.value) && (target <= 0.0 || figure.value >= 2.0 * target) =>
        {
            Some(slip(before.value))
        }
        Some(before) if figure.value * 10.0 <= before.value => Some(slip(before.value)),
        None if after.is_none()
            && indicator.kind != Kind::FlowChange
            && target > 0.0
            && far_above(target) =>
        {
            Some(slip(target))
        }
        _ => None,
    }
}

/// The contradictions among the figures of an indicator, shown and never silently repaired.
pub fn contradictions(workspace: &Workspace, indicator: &str) -> Vec<(FigureId, Doubt)> {
    let Some(indicator) = workspace.indicator(indicator) else {
        return Vec::new();
    };
    let figures = workspace.figures.of(indicator.id.as_str());
    figures
        .iter()
        .flat_map(|figure| {
            about(workspace, indicator, figure)
                .into_iter()
                .map(|doubt| (figure.id.clone(), doubt))
        })
        .collect()
}
