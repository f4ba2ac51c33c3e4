//! What the built-in workspaces come with: GRDP per head from last year's GRDP, growth, prices and population.
//!
//! No figure of last year's GRDP, of the change of prices or of the population has been published with the resolution's
//! figures, so their drivers are empty: the formula rests until someone tells them.

use super::{Derived, Driver, Drivers};
use crate::indicator::Bilingual;

/// GRDP of the year before at current prices.
pub const GRDP_BEFORE: &str = "grdp-last-year";
/// The change of prices within GRDP over the year.
pub const PRICES: &str = "price-change";
/// The mean population of the year.
pub const POPULATION: &str = "population";

/// The built-in drivers and formulas; no link, since no coefficient is known.
pub fn drivers() -> Drivers {
    let driver = |id: &str, title: (&str, &str), unit: (&str, &str)| Driver {
        id: id.into(),
        title: bilingual(title),
        unit: bilingual(unit),
        base: None,
        spread: None,
        min: None,
        max: None,
        source: String::new(),
        assumption: true,
    };
    let prices = driver(
        PRICES,
        (
            "Biến động giá trong GRDP (chỉ số giảm phát)",
            "Change of prices within GRDP (deflator)",
        ),
        ("%", "%"),
    );
    Drivers {
        drivers: vec![
            driver(
                GRDP_BEFORE,
                (
                    "GRDP năm trước theo giá hiện hành",
                    "Last year's GRDP at current prices",
                ),
                ("tỷ đồng", "billion VND"),
            ),
            Driver {
                min: Some(-20.0),
                max: Some(20.0),
                ..prices
            },
            driver(
                POPULATION,
                ("Dân số trung bình", "Mean population"),
                ("người", "people"),
            ),
        ],
        links: Vec::new(),
        derived: vec![Derived {
            indicator: "grdp-per-capita".into(),
            formula: format!(
                "[{GRDP_BEFORE}] × (1 + [grdp-growth]) × (1 + [{PRICES}]) ÷ [{POPULATION}]"
            ),
            unit: "triệu đồng/người".to_owned(),
        }],
    }
}

fn bilingual((vi, en): (&str, &str)) -> Bilingual {
    Bilingual {
        vi: vi.into(),
        en: en.into(),
    }
}
