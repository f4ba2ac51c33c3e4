//! The lever of a driver: the row of any lever, with the driver's own limits and words.

use leptos::prelude::*;
use muctieu_core::driver::{Driver, NodeId};
use muctieu_core::lever::{LeverId, LeverKind, LeverSpan};

use super::lever_row::{Handle, row};
use crate::dom::{Memo, derived, memo};
use crate::state::AppState;

/// The decimals in which a driver is told: it is shown as exactly as it is known.
const DECIMALS: u8 = 6;

/// The driver of a name, as it is now.
pub fn driver_now(state: AppState, id: NodeId) -> Memo<Option<Driver>> {
    memo(move |_| state.record(|workspace| workspace.drivers.driver(id.as_str()).cloned()))
}

/// The row of a driver.
pub fn driver_lever(state: AppState, id: &NodeId) -> AnyView {
    let driver = driver_now(state, id.clone());
    let limits = memo(move |_| {
        driver.with(|driver| match driver {
            Some(driver) => LeverSpan {
                decimals: DECIMALS,
                ..driver.span()
            },
            // Gone: the row goes with it.
            None => LeverSpan {
                min: 0.0,
                max: 1.0,
                step: 1.0,
                neutral: None,
                decimals: 0,
            },
        })
    });
    let told = Callback::new(move |value: f64| {
        driver.with(|driver| {
            let driver = driver.as_ref();
            driver.map_or_else(String::new, |driver| driver.amount(value, state.lang()))
        })
    });
    let label = derived(move || {
        driver.with(|driver| {
            let title = driver.as_ref().map(|driver| driver.title.get(state.lang()));
            title.unwrap_or_default().to_owned()
        })
    });
    let id = LeverId {
        kind: LeverKind::Driver,
        subject: id.clone(),
    };
    row(Handle::new(state, id, limits, told, label), None)
}
