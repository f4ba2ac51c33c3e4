//! What the sender's numbers rest on, in a few digits: the reader is told where their own differ.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::crc::Crc;
use crate::calendar::iso;
use crate::figure::Measure;
use crate::indicator::{Bilingual, Indicator};
use crate::workspace::Workspace;

/// Checksums of what numbers rest on. Equal ones mean equal contents but for a chance of one in four billion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct Basis {
    /// Of the targets, their kinds and precision, the plan years and the thresholds.
    pub targets: u32,
    /// Of the assumptions and correlations.
    pub assumptions: u32,
    /// Of the figures up to the as-of date.
    pub figures: u32,
    /// How many figures there are up to the as-of date.
    pub count: u32,
}

impl From<[u32; 4]> for Basis {
    fn from([targets, assumptions, figures, count]: [u32; 4]) -> Self {
        Self {
            targets,
            assumptions,
            figures,
            count,
        }
    }
}

impl From<Basis> for [u32; 4] {
    fn from(basis: Basis) -> Self {
        [basis.targets, basis.assumptions, basis.figures, basis.count]
    }
}

/// Where two bases differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// The targets differ.
    pub targets: bool,
    /// The assumptions or correlations differ.
    pub assumptions: bool,
    /// The figures up to the as-of date differ.
    pub figures: bool,
}

impl Differences {
    /// Whether the numbers may differ at all.
    pub fn any(self) -> bool {
        self.targets || self.assumptions || self.figures
    }
}

impl Basis {
    /// What a workspace's numbers rest on at a date.
    pub fn of(workspace: &Workspace, as_of: Date) -> Self {
        let (figures, count) = figures(workspace, as_of);
        Self {
            targets: targets(workspace),
            assumptions: assumptions(workspace),
            figures,
            count,
        }
    }

    /// Where this one and another differ.
    pub fn differences(self, other: Self) -> Differences {
        Differences {
            targets: self.targets != other.targets,
            assumptions: self.assumptions != other.assumptions,
            figures: self.figures != other.figures || self.count != other.count,
        }
    }
}

/// Takes a value in by its form in JSON: it tells everything that a file keeps, fields of later versions included.
fn feed(crc: &mut Crc, value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        crc.feed(text.as_bytes());
    }
    // Two values are not the same as one that spells both.
    crc.feed(&[0]);
}

/// The checksum of the targets; names, words and places in the text decide nothing.
pub(super) fn targets(workspace: &Workspace) -> u32 {
    let mut crc = Crc::new();
    feed(&mut crc, &workspace.plan);
    feed(&mut crc, &workspace.thresholds);
    for indicator in workspace.indicators.iter() {
        let mut target = indicator.target.clone();
        target.words = String::new();
        let bare = Indicator {
            item: String::new(),
            title: Bilingual::default(),
            passage: None,
            target,
            ..indicator.clone()
        };
        feed(&mut crc, &bare);
    }
    crc.value()
}

fn assumptions(workspace: &Workspace) -> u32 {
    let mut crc = Crc::new();
    for (indicator, assumptions) in workspace.assumptions.iter() {
        let mut bare = assumptions.clone();
        bare.note = String::new();
        if !bare.is_default() {
            feed(&mut crc, indicator);
            feed(&mut crc, &bare);
        }
    }
    feed(&mut crc, &*workspace.correlation);
    feed(&mut crc, &*workspace.drivers);
    crc.value()
}

fn figures(workspace: &Workspace, as_of: Date) -> (u32, u32) {
    /// What a projection reads of a figure.
    #[derive(Serialize)]
    struct Read {
        year: i16,
        #[serde(with = "iso")]
        date: Date,
        measure: Measure,
        value: f64,
        range: Option<(f64, f64)>,
    }
    let mut crc = Crc::new();
    let mut count = 0;
    for indicator in workspace.indicators.iter() {
        feed(&mut crc, &indicator.id);
        // In the order of the list, which says which of two figures of one date is gone by.
        for figure in workspace.figures.of(indicator.id.as_str()) {
            if figure.date <= as_of {
                count += 1;
                let read = Read {
                    year: figure.year,
                    date: figure.date,
                    measure: figure.measure,
                    value: figure.value,
                    range: figure.range,
                };
                feed(&mut crc, &read);
            }
        }
    }
    (crc.value(), count)
}
