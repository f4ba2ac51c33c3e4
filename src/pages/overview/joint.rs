//! How sure the finding is: the probability of meeting all, and at least so many, each with its standard error.

use leptos::prelude::*;
use muctieu_core::lang::Lang;
use muctieu_core::number::{format_number, format_percent};
use muctieu_core::simulate::{Joint, Share};

use crate::dom::{derived, view};
use crate::i18n::td_string;
use crate::state::simulation::Outcome;
use crate::state::{AppState, use_state};

/// Nearer to 0 or 1 than this a probability is told as a bound: one decimal would say 0 or 100 %.
const EXTREME: f64 = 0.000_5;

/// A probability to a tenth of a percent with its standard error: "31,4% (± 0,15)". A sign stays on the line of its number.
pub fn with_error(share: Share, lang: Lang) -> String {
    let Share { p, se } = share;
    if p < EXTREME {
        format!("<\u{a0}{}", format_percent(0.1, 1, lang))
    } else if p > 1.0 - EXTREME {
        format!(">\u{a0}{}", format_percent(99.9, 1, lang))
    } else {
        let error = format_number(se * 100.0, 2, lang);
        format!("{} (±\u{a0}{error})", format_percent(p * 100.0, 1, lang))
    }
}

/// The note below the finding.
#[component]
pub fn JointNote() -> impl IntoView {
    let state = use_state();
    let text = derived(move || {
        let outcome = state.simulated.outcome.get();
        outcome.map_or_else(String::new, |outcome| sentences(state, &outcome))
    });
    let hook = move |of: fn(&Outcome) -> String| {
        derived(move || {
            let outcome = state.simulated.outcome.get();
            outcome.map(|outcome| of(&outcome))
        })
    };
    view! {
        <p
            class="as-of-note joint-note" data-joint=""
            data-samples=hook(|outcome| outcome.now.samples.to_string())
            data-all=hook(|outcome| outcome.now.all().p.to_string())
            data-all-se=hook(|outcome| outcome.now.all().se.to_string())
            data-at-least=hook(|outcome| outcome.now.at_least(outcome.now.interval().0).p.to_string())
        >
            {text}
        </p>
    }
    .into_any()
}

fn sentences(state: AppState, outcome: &Outcome) -> String {
    let (lang, locale) = (state.lang(), state.locale());
    let joint = &outcome.now;
    if joint.assessed() == 0 {
        return String::new();
    }
    let k = joint.interval().0;
    let both = |joint: &Joint| {
        (
            with_error(joint.all(), lang),
            with_error(joint.at_least(k), lang),
        )
    };
    let (all, some) = both(joint);
    let mut text = td_string!(
        locale,
        overview.joint,
        all = joint.assessed(),
        p = all,
        k = k,
        q = some
    )
    .to_string();
    if let Some(base) = &outcome.base {
        let (all, some) = both(base);
        text.push(' ');
        text += &td_string!(locale, overview.joint_base, p = all, q = some).to_string();
    }
    let told = text.contains('±');
    text.push(' ');
    let samples = format_number(f64::from(joint.samples), 0, lang);
    text += &match state.simulated.progress.get() {
        Some(share) => td_string!(
            locale,
            overview.joint_running,
            percent = format_percent(share * 100.0, 0, lang)
        )
        .to_string(),
        None if outcome.is_whole() => {
            td_string!(locale, overview.joint_whole, samples = samples).to_string()
        }
        None if state.simulated.broken.get() => {
            td_string!(locale, overview.joint_broken, samples = samples).to_string()
        }
        None => td_string!(locale, overview.joint_quick, samples = samples).to_string(),
    };
    if told {
        text.push(' ');
        text += td_string!(locale, overview.joint_error);
    }
    if let Some(repair) = outcome.repair {
        text.push(' ');
        text += &repaired(state, repair.moved);
    }
    text
}

/// That correlations could not all hold, and by how much they were changed.
pub fn repaired(state: AppState, moved: f64) -> String {
    td_string!(
        state.locale(),
        overview.joint_repaired,
        moved = format_number(moved, 2, state.lang())
    )
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_is_told_with_its_error_and_never_as_certain() {
        let share = |p, se| Share { p, se };
        assert_eq!(
            with_error(share(0.314, 0.0015), Lang::Vi),
            "31,4% (±\u{a0}0,15)"
        );
        assert_eq!(with_error(share(0.0, 0.0), Lang::En), "<\u{a0}0.1%");
        assert_eq!(with_error(share(1.0, 0.0), Lang::En), ">\u{a0}99.9%");
    }
}
