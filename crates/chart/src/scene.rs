//! What a chart consists of, as plain data: marks in CSS pixels, in inks that say what a mark *means*.
//!
//! A scene knows no colour and no screen. The page paints it on a canvas in the colours of its theme;
//! a report may paint the same scene as SVG.

/// A place in CSS pixels, from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A place.
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// A box in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Rect {
    /// The distance between left and right.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The distance between top and bottom.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the point lies in the box, its edges included, with `slack` pixels of tolerance.
    pub fn contains(&self, point: Point, slack: f64) -> bool {
        point.x >= self.left - slack
            && point.x <= self.right + slack
            && point.y >= self.top - slack
            && point.y <= self.bottom + slack
    }

    /// Whether two boxes share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other box lies wholly in this one.
    pub fn holds(&self, other: &Self) -> bool {
        other.left >= self.left
            && other.right <= self.right
            && other.top >= self.top
            && other.bottom <= self.bottom
    }
}

/// What a mark means. The page gives each meaning its colour, once per theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ink {
    /// The ground that the chart lies on; a halo in it keeps words readable over lines.
    Paper,
    /// The base line and its ticks.
    Axis,
    /// Lines that lead the eye from a tick into the plot.
    Grid,
    /// Words.
    Text,
    /// Words of less weight.
    Muted,
    /// What has been reported.
    Actual,
    /// Where one should be by now.
    Expected,
    /// The projection's median.
    Projection,
    /// The projection's 80 % band.
    Band80,
    /// The projection's 95 % band.
    Band95,
    /// The scenario's median.
    Scenario,
    /// The scenario's band.
    ScenarioBand,
    /// The target: gold, everywhere.
    Target,
    /// The target's words: gold that can be read.
    TargetText,
    /// The interval of a target that is a range.
    TargetBand,
    /// Past years.
    History,
    /// The as-of date.
    Today,
    /// The words that mark figures as an illustration.
    Watermark,
    /// The line under the pointer.
    Crosshair,
    /// Achieved or on track.
    StatusGood,
    /// At risk.
    StatusRisk,
    /// Off track or missed.
    StatusBad,
    /// Not assessed.
    StatusNone,
}

impl Ink {
    /// Every ink, for a palette to fill.
    pub const ALL: [Self; 23] = [
        Self::Paper,
        Self::Axis,
        Self::Grid,
        Self::Text,
        Self::Muted,
        Self::Actual,
        Self::Expected,
        Self::Projection,
        Self::Band80,
        Self::Band95,
        Self::Scenario,
        Self::ScenarioBand,
        Self::Target,
        Self::TargetText,
        Self::TargetBand,
        Self::History,
        Self::Today,
        Self::Watermark,
        Self::Crosshair,
        Self::StatusGood,
        Self::StatusRisk,
        Self::StatusBad,
        Self::StatusNone,
    ];

    /// The name of the ink in a style sheet: `--ink-` and this.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Axis => "axis",
            Self::Grid => "grid",
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Actual => "actual",
            Self::Expected => "expected",
            Self::Projection => "projection",
            Self::Band80 => "band-80",
            Self::Band95 => "band-95",
            Self::Scenario => "scenario",
            Self::ScenarioBand => "scenario-band",
            Self::Target => "target",
            Self::TargetText => "target-text",
            Self::TargetBand => "target-band",
            Self::History => "history",
            Self::Today => "today",
            Self::Watermark => "watermark",
            Self::Crosshair => "crosshair",
            Self::StatusGood => "status-good",
            Self::StatusRisk => "status-risk",
            Self::StatusBad => "status-bad",
            Self::StatusNone => "status-none",
        }
    }
}

/// The weight of words: the two that the page's typeface is loaded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Strong,
}

/// Which part of the words lies at their place, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Their left end.
    Start,
    /// Their middle.
    Middle,
    /// Their right end.
    End,
}

/// The lengths of a dash and of the gap after it, in pixels.
pub type Dash = (f64, f64);

/// The form of a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A line through points.
    Line {
        /// Its points in order.
        points: Vec<Point>,
        /// Its width in pixels.
        width: f64,
        /// Its dashes, if it is not solid.
        dash: Option<Dash>,
    },
    /// A filled polygon.
    Area {
        /// Its corners in order.
        points: Vec<Point>,
    },
    /// A line along an axis, which a painter puts on whole device pixels so that it stays a hairline.
    Rule {
        /// One end.
        from: Point,
        /// The other end, level with or straight below the first.
        to: Point,
        /// Its width in pixels.
        width: f64,
    },
    /// A round point.
    Dot {
        /// Its middle.
        at: Point,
        /// Its radius in pixels.
        radius: f64,
        /// The width of its ring when it is hollow; the inside then shows the paper.
        ring: Option<f64>,
    },
    /// Words on one line, centred on their height.
    Text {
        /// The place that [`Anchor`] speaks of, at half the height.
        at: Point,
        /// The words.
        words: String,
        /// Which part of the words lies there.
        anchor: Anchor,
        /// Their weight.
        weight: Weight,
        /// Their size in pixels.
        size: f64,
        /// Whether the paper shines through around the letters, for words that lie on lines.
        halo: bool,
    },
}

/// One mark of a scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it means.
    pub ink: Ink,
    /// What it looks like.
    pub shape: Shape,
}

/// A chart ready to paint.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The width in CSS pixels.
    pub width: f64,
    /// The height in CSS pixels.
    pub height: f64,
    /// The box of the data. Every line, area and dot of the data lies within it.
    pub plot: Rect,
    /// What stays while a lever moves or a pointer wanders: axes, grid, past years, expected path.
    pub still: Vec<Mark>,
    /// What moves: projection, scenario, figures, their words; and the target, whose gold lies on the bands.
    pub live: Vec<Mark>,
}

impl Scene {
    /// Whether every number in it is finite: what a painter relies on.
    pub fn is_finite(&self) -> bool {
        let fine = |point: &Point| point.x.is_finite() && point.y.is_finite();
        self.still
            .iter()
            .chain(&self.live)
            .all(|mark| match &mark.shape {
                Shape::Line { points, width, .. } => points.iter().all(fine) && width.is_finite(),
                Shape::Area { points } => points.iter().all(fine),
                Shape::Rule {
                    from, to, width, ..
                } => fine(from) && fine(to) && width.is_finite(),
                Shape::Dot { at, radius, .. } => fine(at) && radius.is_finite(),
                Shape::Text { at, size, .. } => fine(at) && size.is_finite(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_has_its_own_name() {
        let mut names: Vec<_> = Ink::ALL.iter().map(|ink| ink.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Ink::ALL.len());
    }

    #[test]
    fn boxes_that_touch_do_not_overlap() {
        let left = Rect {
            left: 0.0,
            top: 0.0,
            right: 10.0,
            bottom: 10.0,
        };
        let right = Rect {
            left: 10.0,
            top: 0.0,
            right: 20.0,
            bottom: 10.0,
        };
        assert!(!left.overlaps(&right));
        assert!(left.overlaps(&Rect { left: 9.0, ..right }));
    }
}
