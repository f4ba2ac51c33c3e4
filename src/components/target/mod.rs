//! One target in detail, for every screen that shows it large: [`subject`] is where it stands in the base and under the
//! scenario, [`course`] turns figures and forecasts into a chart as plain data, [`readout`] and [`words`] put it into
//! words, [`focus`] is its chart with the finding as the title.

pub mod course;
pub mod focus;
pub mod readout;
pub mod subject;
pub mod words;

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_chart::target_chart::TargetChart;

use crate::dom::memo;
use course::Course;

pub use focus::FocusChart;
pub use subject::Subject;

/// The chart as data: anew when a figure, an assumption, the date, the language or a lever of this target changes.
pub fn drawn(subject: Subject) -> Memo<Arc<TargetChart>> {
    let state = subject.state;
    let figures = memo({
        let id = subject.indicator().id.clone();
        move |_| state.record(|workspace| workspace.figures.of(id.as_str()).to_vec())
    });
    let draw = move |_: Option<&Arc<TargetChart>>| {
        figures.track();
        subject.assumptions.track();
        let lang = state.lang();
        let as_of = state.as_of.get();
        let base = subject.base.get();
        let now = subject.now.get().filter(|_| subject.is_moved());
        let indicator = subject.indicator();
        let assumed = subject.assumed.get();
        state.workspace.with_untracked(|workspace| {
            let Some(base) = &base else {
                return Arc::new(TargetChart::empty(
                    workspace.plan.start,
                    workspace.plan.end,
                    Arc::new(|_, _| String::new()),
                    Arc::new(|_, _| String::new()),
                ));
            };
            let course = Course {
                workspace,
                indicator: &indicator,
                as_of,
                base,
                moved: now.as_deref(),
                assumed: assumed.as_deref().filter(|_| now.is_some()),
                lang,
            };
            Arc::new(course.chart())
        })
    };
    // Charts are not compared: what they are drawn from has been.
    Memo::new_with_compare(draw, |_, _| true)
}
