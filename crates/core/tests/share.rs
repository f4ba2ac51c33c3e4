//! Share links: what is sent is what is opened, for any scenario and any figures.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::{SOME, correlation, day, scenario, workspace};
use muctieu_core::indicator::IndicatorId;
use muctieu_core::share::{self, Carry, Shared, View};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_sent_is_what_is_opened(
        (mut workspace, scenario, correlation) in (workspace(), scenario(7), correlation()),
        (name, note) in ("\\PC{0,40}", "\\PC{0,200}"),
        as_of in day(),
        focus in prop::collection::vec(0..SOME.len(), 0..6),
        figures in any::<bool>(),
    ) {
        let mut scenario = scenario;
        (scenario.name, scenario.note) = (name, note);
        let id = scenario.id.clone();
        workspace.scenarios = Arc::new(vec![scenario]);
        workspace.correlation = Arc::new(correlation);
        let focus: Vec<IndicatorId> = focus.into_iter().map(|at| SOME[at].into()).collect();
        let view = View { as_of, route: "/chi-tieu/ocop", scenario: Some(&id), focus: &focus };
        let carry = if figures { Carry::Figures } else { Carry::View };
        let sent = Shared::of(&workspace, &view, carry);
        let link = sent.link("https://a.vn/").unwrap();
        prop_assert_eq!(share::open(&link), Some(Ok(sent.clone())));
        if !figures {
            prop_assert!(link.len() < share::LONGEST_EVERYWHERE, "{}", link.len());
        }
        let shown = sent.shown_in(Some(&workspace)).unwrap();
        prop_assert_eq!(shown.workspace.figures, workspace.figures);
        prop_assert_eq!(shown.workspace.scenarios, workspace.scenarios);
        let read = share::file::read(&share::file::write(&sent).unwrap());
        prop_assert_eq!(read, Some(Ok(sent)));
    }
}
