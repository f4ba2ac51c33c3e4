use proptest::prelude::*;

use super::*;
use crate::builtin as workspaces;
use crate::lang::{Lang, Say};
use crate::workspace::Workspace;

fn driver(id: &str, unit: &str, base: Option<f64>) -> Driver {
    Driver {
        id: id.into(),
        title: Bilingual {
            vi: id.to_uppercase(),
            en: id.to_uppercase(),
        },
        unit: Bilingual {
            vi: unit.into(),
            en: unit.into(),
        },
        base,
        spread: None,
        min: None,
        max: None,
        source: "thử".into(),
        assumption: false,
    }
}

fn link(from: &str, to: &str, coefficient: Option<f64>, unit: &str) -> Link {
    Link {
        from: from.into(),
        to: to.into(),
        coefficient,
        unit: unit.into(),
        source: String::new(),
    }
}

fn workspace() -> Workspace {
    workspaces::resolution().unwrap()
}

/// The built-in formula with these values for last year's GRDP, prices and population.
fn told(values: [Option<f64>; 3]) -> Drivers {
    let mut drivers = builtin::drivers();
    for (driver, value) in drivers.drivers.iter_mut().zip(values) {
        driver.base = value;
    }
    drivers
}

fn per_head(drivers: &Drivers, growth: Option<Dist>) -> Derivation {
    let value = move |name: &str| match name {
        "grdp-growth" => growth.clone(),
        name => drivers.driver(name)?.dist(None),
    };
    derive(
        &drivers.derived[0],
        drivers,
        &workspace().indicators,
        &value,
    )
}

fn year(derivation: &Derivation) -> Dist {
    match derivation {
        Derivation::Known { year, .. } => year.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn grdp_per_head_is_what_hand_arithmetic_gives() {
    let drivers = told([Some(16_000.0), Some(2.5), Some(325_000.0)]);
    // 16,000 bn × 1.07 × 1.025 ÷ 325,000 = 53.994… million a head.
    let by_hand = 16_000e9 * 1.07 * 1.025 / 325_000.0 / 1e6;
    let certain = year(&per_head(&drivers, Some(Dist::Point(7.0))));
    assert!((certain.median() - by_hand).abs() < 1e-9);
    assert!((by_hand - 53.99384615).abs() < 1e-6);

    // Growth alone is uncertain: a closed form.
    let growth = Dist::Normal { mean: 7.0, sd: 0.4 };
    let closed = year(&per_head(&drivers, Some(growth)));
    assert!(matches!(closed, Dist::Affine { .. }));
    assert!((closed.median() - by_hand).abs() < 1e-9);
    let high = 16_000e9 * (1.07 + 0.01 * 0.4 * normal_quantile(0.9)) * 1.025 / 325_000.0 / 1e6;
    assert!((closed.quantile(0.9) - high).abs() < 1e-9);
}

#[test]
fn one_uncertain_input_of_a_bent_formula_maps_its_quantiles() {
    let mut drivers = told([Some(16_000.0), Some(2.5), Some(325_000.0)]);
    drivers.drivers[2].spread = Some(5_000.0);
    let bent = year(&per_head(&drivers, Some(Dist::Point(7.0))));
    assert!(matches!(bent, Dist::Sampled { .. }));
    // More people, less for each.
    for (p, people) in [(0.1, 330_000.0), (0.5, 325_000.0), (0.9, 320_000.0)] {
        let by_hand = 16_000e9 * 1.07 * 1.025 / people / 1e6;
        assert!((bent.quantile(p) - by_hand).abs() < 2e-3, "{p}");
    }
}

#[test]
fn several_uncertain_inputs_are_drawn_and_the_draws_are_the_same_each_time() {
    let mut drivers = told([Some(16_000.0), Some(2.5), Some(325_000.0)]);
    drivers.drivers[1].spread = Some(1.0);
    let growth = Dist::Normal { mean: 7.0, sd: 0.4 };
    let drawn = year(&per_head(&drivers, Some(growth.clone())));
    assert_eq!(drawn, year(&per_head(&drivers, Some(growth))));
    let middle = 16_000e9 * 1.07 * 1.025 / 325_000.0 / 1e6;
    assert!((drawn.median() - middle).abs() < 0.02, "{}", drawn.median());
    // Relative errors of independent factors add in squares.
    let (a, b) = (0.004 / 1.07, 0.01 / normal_quantile(0.9) / 1.025);
    let sd = middle * (a * a + b * b).sqrt();
    let spread = (drawn.quantile(0.9) - drawn.quantile(0.1)) / (2.0 * normal_quantile(0.9));
    assert!((spread / sd - 1.0).abs() < 0.1, "{spread} {sd}");
}

#[test]
fn what_is_missing_is_named_and_nothing_is_guessed() {
    let nothing = builtin::drivers();
    nothing.check(&workspace().indicators).unwrap();
    let missing = per_head(&nothing, Some(Dist::Point(7.0)));
    let names = [builtin::GRDP_BEFORE, builtin::PRICES, builtin::POPULATION];
    assert_eq!(missing, Derivation::Missing(names.map(NodeId::from).into()));
    assert_eq!(
        per_head(&told([Some(1.0), Some(1.0), Some(1.0)]), None),
        Derivation::Missing(vec!["grdp-growth".into()])
    );
    assert_eq!(
        per_head(
            &told([Some(1.0), Some(1.0), Some(0.0)]),
            Some(Dist::Point(7.0))
        ),
        Derivation::NoNumber
    );
    let asked: Vec<String> = nothing
        .missing()
        .iter()
        .map(|one| one.in_words(&nothing, &workspace().indicators, Lang::Vi))
        .collect();
    assert_eq!(asked.len(), 3);
    assert!(asked[2].contains("Dân số trung bình"), "{}", asked[2]);
}

#[test]
fn an_unknown_coefficient_has_no_effect_and_is_asked_for() {
    let workspace = workspace();
    let mut drivers = Drivers {
        drivers: vec![driver("invest", "tỷ đồng", Some(2_000.0))],
        links: vec![link("invest", "grdp-growth", None, "")],
        derived: vec![],
    };
    drivers.check(&workspace.indicators).unwrap();
    let effect = |drivers: &Drivers| drivers.links[0].effect(drivers, &workspace.indicators, 100.0);
    assert_eq!(effect(&drivers), None);
    assert_eq!(drivers.missing(), [Missing::Coefficient(0)]);
    let said =
        |drivers: &Drivers| drivers.links[0].in_words(drivers, &workspace.indicators, Lang::Vi);
    assert!(said(&drivers).contains("hệ số chưa biết"));

    drivers.links[0].coefficient = Some(0.002);
    assert_eq!(effect(&drivers), Some(0.2));
    assert_eq!(drivers.missing(), [Missing::Source(0)]);
    assert_eq!(
        said(&drivers),
        "Cứ thêm 1 tỷ đồng INVEST thì Tốc độ tăng trưởng kinh tế (GRDP) thay đổi +0,002 điểm %."
    );
    // The same, told for a thousand billion.
    drivers.links[0].coefficient = Some(2.0);
    drivers.links[0].unit = "điểm %/nghìn tỷ đồng".into();
    drivers.check(&workspace.indicators).unwrap();
    assert!((effect(&drivers).unwrap() - 0.2).abs() < 1e-12);
    drivers.links[0].unit = "điểm %/người".into();
    let said = drivers
        .check(&workspace.indicators)
        .unwrap_err()
        .say(Lang::Vi);
    assert!(
        said.contains("điểm %/người × tỷ đồng") && said.contains("“%”"),
        "{said}"
    );
}

#[test]
fn a_cycle_is_refused_by_its_names() {
    let workspace = workspace();
    let drivers = Drivers {
        drivers: vec![driver("credit", "%", None)],
        links: vec![
            link("credit", "grdp-growth", None, ""),
            link("grdp-growth", "budget-revenue", None, ""),
            link("budget-revenue", "afforestation", None, ""),
            link("afforestation", "grdp-growth", None, ""),
        ],
        derived: vec![],
    };
    let error = drivers.check(&workspace.indicators).unwrap_err();
    let title = |id: &str| workspace.indicator(id).unwrap().title.vi.clone();
    let growth = title("grdp-growth");
    let path = [
        growth.clone(),
        title("budget-revenue"),
        title("afforestation"),
        growth,
    ];
    assert!(error.say(Lang::Vi).contains(&path.join(" → ")), "{error}");
    assert!(error.to_string().contains(&path.join(" → ")), "{error}");

    let own = Drivers {
        derived: vec![Derived {
            indicator: "budget-revenue".into(),
            formula: "[budget-revenue] × 2".into(),
            unit: String::new(),
        }],
        ..Drivers::default()
    };
    assert!(matches!(
        own.check(&workspace.indicators),
        Err(DriversFault::Cycle(titles)) if titles.len() == 2
    ));
}

#[test]
fn what_does_not_fit_together_is_refused() {
    type Change = fn(&mut Drivers);
    type Expected = fn(&DriversFault) -> bool;
    let indicators = workspace().indicators;
    let with = |change: Change| {
        let mut drivers = told([Some(1.0), Some(1.0), Some(1.0)]);
        change(&mut drivers);
        drivers.check(&indicators).unwrap_err()
    };
    let cases: [(Change, Expected); 12] = [
        (
            |d| d.drivers[0].id = "population".into(),
            |e| matches!(e, DriversFault::Twice(_)),
        ),
        (
            |d| d.drivers[0].id = "grdp-growth".into(),
            |e| matches!(e, DriversFault::Twice(_)),
        ),
        (
            |d| d.drivers[0].id = "a]b".into(),
            |e| matches!(e, DriversFault::Name(_)),
        ),
        (
            |d| d.drivers[0].base = Some(f64::NAN),
            |e| matches!(e, DriversFault::Number(_)),
        ),
        (
            |d| d.drivers[0].spread = Some(-1.0),
            |e| matches!(e, DriversFault::Number(_)),
        ),
        (
            |d| d.drivers[2].unit.vi = "ha".into(),
            |e| matches!(e, DriversFault::Unit { .. }),
        ),
        (
            |d| d.drivers[1].unit.vi = "ha".into(),
            |e| matches!(e, DriversFault::Formula { .. }),
        ),
        (
            |d| d.derived[0].formula.push('+'),
            |e| matches!(e, DriversFault::Formula { .. }),
        ),
        (
            |d| d.derived[0].indicator = "traffic-accidents".into(),
            |e| matches!(e, DriversFault::Unknown(_)),
        ),
        (
            |d| d.links.push(link("x", "ocop", None, "")),
            |e| matches!(e, DriversFault::Unknown(_)),
        ),
        (
            |d| d.links = vec![link("population", "ocop", None, ""); 2],
            |e| matches!(e, DriversFault::Twice(_)),
        ),
        (
            |d| d.derived[0].unit = "người".into(),
            |e| matches!(e, DriversFault::Unit { .. }),
        ),
    ];
    for (at, (change, expected)) in cases.into_iter().enumerate() {
        let error = with(change);
        assert!(expected(&error), "{at}: {error}");
        for lang in [Lang::Vi, Lang::En] {
            assert!(error.say(lang).ends_with('.'), "{at}");
        }
    }
}

#[test]
fn the_graph_shows_the_quarters_and_causes_before_effects() {
    let mut workspace = workspace();
    workspace.drivers = std::sync::Arc::new(builtin::drivers());
    let graph = Graph::new(&workspace);
    let growth = graph
        .nodes
        .iter()
        .position(|node| node.id.as_str() == "grdp-growth" && node.kind == NodeKind::Indicator)
        .unwrap();
    let weights = graph.edges.iter().filter_map(|edge| match edge.kind {
        EdgeKind::Quarter(weight) if edge.to == growth => Some(weight),
        _ => None,
    });
    assert!((weights.sum::<f64>() - 1.0).abs() < 1e-12);
    let layout = graph.layout();
    assert_eq!((layout.layers, layout.rows), (3, 4));
    for edge in &graph.edges {
        assert!(layout.places[edge.from].layer < layout.places[edge.to].layer);
    }
    let words =
        workspace.drivers.derived[0].in_words(&workspace.drivers, &workspace.indicators, Lang::En);
    assert_eq!(
        words,
        "GRDP per capita per year = Last year's GRDP at current prices × (1 + GRDP growth) × (1 + Change of prices within GRDP (deflator)) ÷ Mean population"
    );
}

#[test]
fn a_lever_of_a_driver_has_limits() {
    let span = driver("a", "tỷ đồng", Some(2_000.0)).span();
    assert_eq!((span.min, span.max, span.step), (0.0, 4_000.0, 10.0));
    let rate = driver("a", "%", Some(2.5)).span();
    assert_eq!(
        (rate.min, rate.max, rate.step, rate.decimals),
        (-5.0, 5.0, 0.1, 1)
    );
    let set = driver("a", "tỷ đồng", Some(2_000.0));
    assert_eq!(
        set.in_words(2_500.5, Lang::Vi),
        "A: 2.500,5 tỷ đồng (gốc 2.000 tỷ đồng)"
    );
    let set = driver("a", "%", None);
    assert_eq!(set.in_words(2.5, Lang::En), "A: 2.5% (base not known)");
    let unknown = driver("a", "người", None).span();
    assert_eq!(
        (unknown.neutral, unknown.min, unknown.max),
        (None, 0.0, 100.0)
    );
    let own = Driver {
        min: Some(1.0),
        max: Some(2.0),
        ..driver("a", "%", None)
    };
    assert_eq!(
        (own.span().min, own.span().max, own.span().step),
        (1.0, 2.0, 0.01)
    );
}

/// Any graph over a dozen nodes.
fn graphs() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..12usize, 0..12usize), 0..30)
}

fn graph_of(edges: &[(usize, usize)]) -> Graph {
    let node = |at: usize| Node {
        id: format!("n{at}").as_str().into(),
        kind: NodeKind::Indicator,
        title: Bilingual::default(),
    };
    let edge = |&(from, to): &(usize, usize)| Edge {
        from,
        to,
        kind: EdgeKind::Link(0),
    };
    Graph {
        nodes: (0..12).map(node).collect(),
        edges: edges.iter().map(edge).collect(),
    }
}

proptest! {
    /// Either an order in which each comes after what it depends on, or a walk along edges that ends where it began.
    #[test]
    fn a_graph_has_an_order_or_a_cycle(edges in graphs()) {
        let graph = graph_of(&edges);
        match graph.order() {
            Ok(order) => {
                prop_assert_eq!(order.len(), 12);
                let place = |node: usize| order.iter().position(|at| *at == node);
                for (from, to) in &edges {
                    prop_assert!(place(*from) < place(*to));
                }
                let layout = graph.layout();
                prop_assert_eq!(layout.places.len(), 12);
                for (from, to) in &edges {
                    prop_assert!(layout.places[*from].layer < layout.places[*to].layer);
                }
                for (at, one) in layout.places.iter().enumerate() {
                    prop_assert!(one.row >= 0.0 && one.row <= layout.rows as f64 - 1.0);
                    prop_assert!(layout.places[at + 1..].iter().all(|other| other != one));
                }
            }
            Err(cycle) => {
                prop_assert!(cycle.len() >= 2 && cycle.first() == cycle.last());
                for step in cycle.windows(2) {
                    prop_assert!(edges.contains(&(step[0], step[1])), "{:?}", cycle);
                }
                prop_assert_eq!(graph.layout(), Layout::default());
            }
        }
    }

    /// Links among indicators are refused exactly when they close a circle.
    #[test]
    fn links_are_refused_exactly_when_they_close_a_circle(edges in graphs()) {
        let indicators = workspace().indicators;
        let valued: Vec<&Indicator> = indicators.iter().filter(|one| one.part_of.is_none()).take(12).collect();
        let mut edges = edges;
        edges.sort_unstable();
        edges.dedup();
        let links = edges.iter().map(|(from, to)| Link {
            from: valued[*from].id.clone(),
            to: valued[*to].id.clone(),
            coefficient: None,
            unit: String::new(),
            source: String::new(),
        });
        let drivers = Drivers { links: links.collect(), ..Drivers::default() };
        let refused = matches!(drivers.check(&indicators), Err(DriversFault::Cycle(_)));
        prop_assert_eq!(refused, graph_of(&edges).order().is_err());
    }
}
