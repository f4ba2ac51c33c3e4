//! The screen of one target: where it stands, its chart, its levers, why, what is assumed, its figures, its words.
//!
//! Read it in this order: [`subject`] is what the parts share; [`head`] its name and status, [`keys`] its numbers;
//! [`course`] turns figures and forecasts into a chart as plain data, [`chart`] shows it, [`readout`] puts it into
//! words; [`levers`] moves the scenario; [`why`], [`methods`] and [`assumptions`] explain and may be changed; [`evidence`] tests the methods
//! on earlier years, [`replay`] tells what was known when;
//! [`source`] is the resolution's sentence. A target made of parts has [`parts`] instead of a chart.

mod assumptions;
mod chart;
mod evidence;
mod head;
mod keys;
mod levers;
mod methods;
mod moved;
mod parts;
mod replay;
mod source;
mod why;

use leptos::prelude::*;
use muctieu_core::indicator::{Indicator, IndicatorId, Kind};

use crate::components::figures::FigureEditor;
use crate::components::target::Subject;
use crate::dom::{memo, view};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::use_state;

/// The screen.
#[component]
pub fn IndicatorPage(
    /// Which one.
    id: IndicatorId,
) -> impl IntoView {
    let state = use_state();
    // Anew only where an import brings another definition of the same target.
    let found = {
        let id = id.clone();
        memo(move |_| state.record(|workspace| workspace.indicator(id.as_str()).cloned()))
    };
    move || match found.get() {
        Some(indicator) => view! { <Known indicator=indicator /> }.into_any(),
        None => view! { <Unknown id=id.clone() /> }.into_any(),
    }
}

/// A name that no target has: said, with the way back.
#[component]
fn Unknown(
    /// The name.
    id: IndicatorId,
) -> impl IntoView {
    let state = use_state();
    let name = id.to_string().chars().take(80).collect::<String>();
    view! {
        <div class="page empty">
            <h1>{move || td_string!(state.locale(), indicator.unknown_title)}</h1>
            <p>{move || td_string!(state.locale(), indicator.unknown_text, id = name.clone())}</p>
            <a class="button primary" href=Route::Overview.href()>{move || td_string!(state.locale(), indicator.to_overview)}</a>
        </div>
    }
}

/// The screen of a target that exists.
#[component]
fn Known(
    /// The target.
    indicator: Indicator,
) -> impl IntoView {
    let subject = Subject::new(use_state(), indicator);
    let whole = subject.indicator().kind == Kind::AllOf;
    // Only flows have several methods to choose from.
    let flow = subject.indicator().kind.accumulates();
    let number = move |pick: fn(&muctieu_core::board::Row) -> Option<f64>| {
        move || {
            subject
                .read(pick)
                .flatten()
                .map_or_else(String::new, |value| format!("{value}"))
        }
    };
    view! {
        <article
            class="page indicator-page"
            data-indicator=subject.indicator().id.to_string()
            data-status=move || subject.status().id()
            data-actual=number(|row| row.actual.map(|actual| actual.value))
            data-projected=number(|row| row.projected)
            data-low=number(|row| row.low)
            data-high=number(|row| row.high)
            data-probability=number(|row| row.probability)
            data-required-pace=number(|row| row.required.map(|required| required.multiple))
        >
            <head::Head subject=subject />
            <keys::Keys subject=subject />
            <div class="split indicator-glance">
                {if whole {
                    view! { <parts::Parts subject=subject /> }.into_any()
                } else {
                    view! { <chart::ChartPanel subject=subject /> }.into_any()
                }}
                <div class="stack indicator-side">
                    <levers::LeverPanel subject=subject />
                    <source::Source subject=subject />
                </div>
            </div>
            {(!whole).then(|| view! {
                <div class="indicator-reasons">
                    <why::Why subject=subject />
                    <methods::Methods subject=subject />
                </div>
                {flow.then(|| view! { <evidence::EvidencePanel subject=subject /> })}
                <replay::ReplayPanel subject=subject />
                <assumptions::AssumptionPanel subject=subject />
                <Figures subject=subject />
            })}
        </article>
    }
}

/// The figures with their sources, and the form to enter them.
#[component]
fn Figures(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    view! {
        <div class="panel indicator-figures" id="figures" tabindex="-1">
            <FigureEditor indicator=(*subject.indicator()).clone() />
        </div>
    }
}
