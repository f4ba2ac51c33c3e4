//! Places gained in a ranking: last year's rank − this year's. "Up one place" means one less.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Forecast, Method, Question, Settled, Unusable};
use crate::dist::Dist;
use crate::figure::Measure;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::number::{format_number, format_signed};

/// The method.
pub(super) struct RankGain;

impl Method for RankGain {
    fn id(&self) -> &'static str {
        "rank-gain"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("So thứ bậc", "Ranks compared")
    }

    fn serves(&self, kind: Kind) -> bool {
        kind == Kind::RankGain
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let before = question
            .known()
            .iter()
            .rev()
            .find(|figure| {
                figure.measure == Measure::Rank && figure.year == question.plan.year() - 1
            })
            .map(|figure| figure.value)
            .or(question.indicator.baseline);
        let published = question.newest(&[Measure::Rank]).map(|figure| figure.value);
        let now = question
            .levers
            .rank
            .or(published)
            .ok_or(Unusable::RankUnknown)?;
        let before = before.ok_or(Unusable::NoLastRank)?;
        let supposed = question.levers.rank.is_some();
        Ok(Arc::new(RankForecast {
            before,
            now,
            supposed,
            year: Dist::Point(before - now),
        }))
    }
}

#[derive(Debug)]
struct RankForecast {
    before: f64,
    now: f64,
    supposed: bool,
    year: Dist,
}

impl Forecast for RankForecast {
    fn method(&self) -> &'static str {
        "rank-gain"
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, _: Date) -> Option<Dist> {
        None
    }

    fn settled(&self) -> Option<Settled> {
        (!self.supposed).then_some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        if self.supposed {
            lang.pick(
                "Thứ bậc năm nay là giả định của kịch bản.",
                "This year's rank is assumed by the scenario.",
            )
        } else {
            lang.pick(
                "Theo thứ bậc đã công bố của hai năm.",
                "By the published ranks of both years.",
            )
        }
        .to_owned()
    }

    fn formula(&self, _: &Indicator, lang: Lang) -> Vec<String> {
        let (before, now) = (
            format_number(self.before, 0, lang),
            format_number(self.now, 0, lang),
        );
        let gain = format_signed(self.before - self.now, 0, lang);
        vec![lang.pick(
            format!("Thứ bậc năm trước − thứ bậc năm nay = {before} − {now} = {gain} bậc"),
            format!("Last year's rank − this year's = {before} − {now} = {gain} places"),
        )]
    }
}
