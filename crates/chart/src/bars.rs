//! The bullet bar of an overview row, as positions in percent of its track.
//!
//! The page draws it with boxes rather than on a canvas: thirty-one of them are thirty-one rows of a
//! table, which print, scale and grow smoothly from old to new by themselves.

use crate::scale::tame;

/// The interval of a bar's track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    low: f64,
    high: f64,
}

/// Where the target of a bar from zero lies, in percent. The same in every row: the gold ticks of a
/// table then form a line, and what falls short or goes beyond is seen at a glance.
pub const TARGET_AT: f64 = 75.0;

impl Track {
    /// A track from `low` to `high`, widened when there is nothing between them.
    pub fn new(low: f64, high: f64) -> Self {
        let (low, high) = (tame(low).unwrap_or(0.0), tame(high).unwrap_or(0.0));
        if high - low > f64::max(low.abs(), high.abs()) * 1e-12 {
            Self { low, high }
        } else {
            let half = (low.abs() * 0.05).max(0.5);
            Self {
                low: low - half,
                high: low + half,
            }
        }
    }

    /// A track for what is compared from zero, with its target at [`TARGET_AT`]. A negative target
    /// puts the zero at the right.
    pub fn from_zero(target: f64) -> Self {
        let end = tame(target).unwrap_or(0.0) * 100.0 / TARGET_AT;
        Self::new(end.min(0.0), end.max(0.0))
    }

    /// A track around levels, with some room at both ends: for shares near their target, where a bar
    /// from zero would show nothing.
    pub fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let mut ends: Option<(f64, f64)> = None;
        for value in values.into_iter().filter_map(tame) {
            let (low, high) = ends.unwrap_or((value, value));
            ends = Some((low.min(value), high.max(value)));
        }
        let (low, high) = ends.unwrap_or((0.0, 1.0));
        let room = (high - low) * 0.125;
        Self::new(low - room, high + room)
    }

    /// The interval.
    pub fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// The place of a value.
    pub fn place(&self, value: f64) -> Option<Place> {
        let share = (tame(value)? - self.low) / (self.high - self.low) * 100.0;
        Some(Place {
            at: share.clamp(0.0, 100.0),
            beyond: match share {
                // Round-off at the edge is not an overflow.
                share if share < -1e-9 => Beyond::Low,
                share if share > 100.0 + 1e-9 => Beyond::High,
                _ => Beyond::No,
            },
        })
    }
}

/// Whether a value lies outside the track. A bar then shows an arrow at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// It lies within.
    No,
    /// It lies before the start.
    Low,
    /// It lies after the end.
    High,
}

/// A place on the track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// In percent from the start, 0–100.
    pub at: f64,
    /// Whether the value itself lies further out.
    pub beyond: Beyond,
}

/// An interval on the track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Its start in percent.
    pub from: f64,
    /// Its length in percent.
    pub length: f64,
    /// Whether its start lies further out.
    pub beyond_low: bool,
    /// Whether its end lies further out.
    pub beyond_high: bool,
}

/// The values of a bar. What is unknown is `None` and not drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BarValues {
    /// The last figure.
    pub actual: Option<f64>,
    /// The projected median.
    pub median: Option<f64>,
    /// The projection's 80 % band.
    pub band: Option<(f64, f64)>,
    /// The target, or the lower value of a range.
    pub target: Option<f64>,
    /// The upper value of a target that is a range.
    pub target_high: Option<f64>,
    /// Where one should be by now.
    pub expected_now: Option<f64>,
    /// The median without the scenario, while one is on.
    pub base: Option<f64>,
}

/// A bar ready to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Where bars start: zero, or the start of the track when zero is not on it.
    pub origin: f64,
    /// From the origin to the last figure.
    pub actual: Option<Extent>,
    /// The end of the last figure's bar.
    pub actual_at: Option<Place>,
    /// The projected median.
    pub median: Option<Place>,
    /// The projection's band.
    pub band: Option<Extent>,
    /// The target.
    pub target: Option<Place>,
    /// From the lower to the upper value of a target that is a range.
    pub target_range: Option<Extent>,
    /// Where one should be by now.
    pub expected_now: Option<Place>,
    /// The median without the scenario.
    pub base: Option<Place>,
}

fn extent(track: Track, one: f64, other: f64) -> Option<Extent> {
    let (one, other) = (track.place(one)?, track.place(other)?);
    let (from, to) = if one.at <= other.at {
        (one, other)
    } else {
        (other, one)
    };
    Some(Extent {
        from: from.at,
        length: to.at - from.at,
        beyond_low: from.beyond == Beyond::Low,
        beyond_high: to.beyond == Beyond::High,
    })
}

impl Bar {
    /// The bar of the values on a track.
    pub fn new(values: &BarValues, track: Track) -> Self {
        let origin = 0.0_f64.max(track.low).min(track.high);
        let place = |value: Option<f64>| value.and_then(|value| track.place(value));
        Self {
            origin: track.place(origin).map_or(0.0, |place| place.at),
            actual: values.actual.and_then(|value| extent(track, origin, value)),
            actual_at: place(values.actual),
            median: place(values.median),
            band: values.band.and_then(|(low, high)| extent(track, low, high)),
            target: place(values.target),
            target_range: values
                .target
                .zip(values.target_high)
                .and_then(|(low, high)| extent(track, low, high)),
            expected_now: place(values.expected_now),
            base: place(values.base),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn targets_from_zero_lie_at_one_place() {
        for target in [12.0, 3500.0, 0.02] {
            let place = Track::from_zero(target).place(target).map(|place| place.at);
            assert!((place.unwrap_or(0.0) - TARGET_AT).abs() < 1e-9);
        }
    }

    #[test]
    fn a_bar_beyond_its_track_is_held_and_says_so() {
        let values = BarValues {
            actual: Some(500.0),
            band: Some((50.0, 600.0)),
            ..Default::default()
        };
        let bar = Bar::new(&values, Track::from_zero(75.0));
        assert!(
            bar.actual
                .is_some_and(|bar| bar.length <= 100.0 && bar.beyond_high)
        );
        assert!(bar.band.is_some_and(|band| (band.from - 50.0).abs() < 1e-9
            && band.beyond_high
            && !band.beyond_low));
    }

    #[test]
    fn a_level_far_from_zero_starts_at_the_edge() {
        let bar = Bar::new(
            &BarValues {
                actual: Some(98.0),
                ..Default::default()
            },
            Track::around([96.0, 98.0, 98.5]),
        );
        assert!(bar.origin.abs() < 1e-9);
        assert!(
            bar.actual
                .is_some_and(|bar| bar.length > 50.0 && !bar.beyond_high)
        );
    }

    #[test]
    fn a_negative_target_has_its_zero_at_the_right() {
        let bar = Bar::new(
            &BarValues {
                actual: Some(-3.0),
                target: Some(-5.0),
                ..Default::default()
            },
            Track::from_zero(-5.0),
        );
        assert!((bar.origin - 100.0).abs() < 1e-9);
        assert!(
            bar.target
                .is_some_and(|target| (target.at - 25.0).abs() < 1e-9)
        );
    }

    proptest! {
        #[test]
        fn every_place_lies_on_the_track(
            low: f64, high: f64, actual: Option<f64>, median: Option<f64>, band: Option<(f64, f64)>,
            target: Option<f64>, expected_now: Option<f64>,
        ) {
            let values = BarValues { actual, median, band, target, expected_now, ..Default::default() };
            for track in [Track::new(low, high), Track::from_zero(low), Track::around([low, high])] {
                let bar = Bar::new(&values, track);
                for place in [bar.actual_at, bar.median, bar.target, bar.expected_now].into_iter().flatten() {
                    prop_assert!((0.0..=100.0).contains(&place.at));
                }
                for extent in [bar.actual, bar.band].into_iter().flatten() {
                    prop_assert!(extent.from >= 0.0 && extent.length >= 0.0);
                    prop_assert!(extent.from + extent.length <= 100.0 + 1e-9);
                }
            }
        }
    }
}
