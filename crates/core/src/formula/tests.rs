use proptest::prelude::*;

use super::*;
use crate::lang::{Lang, Say};
use crate::unit::Unit;

fn value(text: &str) -> Option<f64> {
    Formula::parse(text).unwrap().value(&|name| match name {
        "grdp-growth" => Some(0.07),
        "population" => Some(320_000.0),
        "two" => Some(2.0),
        _ => None,
    })
}

fn dimension(text: &str) -> Result<Dimension, FormulaError> {
    let formula = Formula::parse(text).unwrap();
    formula.dimension(&|name| {
        let unit = match name {
            "grdp" => "tỷ đồng",
            "population" => "người",
            "grdp-growth" => "%",
            _ => return None,
        };
        Some(Unit::parse(unit).unwrap().dimension)
    })
}

fn fault(text: &str) -> (usize, FormulaFault) {
    let error = Formula::parse(text).unwrap_err();
    assert!(!error.say(Lang::Vi).is_empty() && !error.say(Lang::En).is_empty());
    (error.column, error.fault)
}

#[test]
fn arithmetic_has_its_usual_order() {
    for (text, expected) in [
        ("1 + 2 × 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("2 - 3 - 4", -5.0),
        ("16 ÷ 4 / 2", 2.0),
        ("-2^2", -4.0),
        ("(-2)^2", 4.0),
        ("2^-1", 0.5),
        ("−[two] + 5", 3.0),
        ("min(3; 1,5; 2)", 1.5),
        ("max(3; 1.5; 2)", 3.0),
        ("1 + 5%", 1.05),
        ("1 + [grdp-growth]", 1.07),
        ("`population` / 0.125", 2_560_000.0),
        ("1250.125 × 8", 10_001.0),
        ("[two]^0", 1.0),
    ] {
        let value = value(text).unwrap();
        assert!((value - expected).abs() < 1e-9, "{text}: {value}");
    }
    assert_eq!(value("[unknown] + 1"), None);
    assert_eq!(value("1 / ([two] - 2)"), None);
}

#[test]
fn faults_are_told_with_their_place() {
    use FormulaFault as F;
    assert_eq!(fault("1 +"), (4, F::Ends));
    assert_eq!(fault("(1 + 2"), (1, F::Open));
    assert_eq!(fault("1 + 2)"), (6, F::Unexpected(')')));
    assert_eq!(fault("2 × [dân số"), (5, F::Name));
    assert_eq!(fault("[] + 1"), (1, F::Name));
    assert_eq!(fault("2 × population"), (5, F::Word("population".into())));
    assert_eq!(fault("1.000 × 2"), (1, F::Ambiguous("1.000".into())));
    assert_eq!(fault("1.0.0"), (1, F::Number("1.0.0".into())));
    assert_eq!(fault("2^1.5"), (4, F::Unexpected('.')));
    assert_eq!(fault("2^99"), (3, F::Power));
    assert_eq!(fault("2^x"), (3, F::Power));
    assert_eq!(fault(&"(".repeat(60)).1, F::TooDeep);
    assert_eq!(fault(&"-".repeat(60)).1, F::TooDeep);
    assert_eq!(fault(&"1+".repeat(600)).1, F::TooLong);
    assert_eq!(fault("").1, F::Ends);
}

#[test]
fn units_are_checked() {
    let per_head = dimension("[grdp] × (1 + [grdp-growth]) ÷ [population]").unwrap();
    assert_eq!(per_head.in_words(Lang::Vi), "đồng/người");
    let error = dimension("[grdp] + [population]").unwrap_err();
    assert_eq!(error.column, 8);
    let said = error.say(Lang::Vi);
    assert!(said.contains("đồng") && said.contains("người"), "{said}");
    assert!(dimension("[grdp] + 1").is_err());
    assert!(dimension("max([grdp]; [population])").is_err());
    assert!(dimension("[grdp]^2 / [grdp] + [grdp]").is_ok());
    let unknown = dimension("1 + [x]").unwrap_err();
    assert_eq!(unknown.fault, FormulaFault::Unknown("x".into()));
    assert_eq!(unknown.column, 5);
}

#[test]
fn a_formula_is_a_line_in_what_it_is_a_line_in() {
    let line = |text: &str, name: &str| {
        Formula::parse(text)
            .unwrap()
            .line(name, &|name| match name {
                "a" => Some(4.0),
                "b" => Some(5.0),
                _ => None,
            })
    };
    let found = line("[a] × (1 + [x]) ÷ [b] − 2", "x").unwrap();
    assert!((found.slope - 0.8).abs() < 1e-12 && (found.rest + 1.2).abs() < 1e-12);
    assert_eq!(line("[a] ÷ [x]", "x"), None);
    assert_eq!(line("[x] × [x]", "x"), None);
    assert_eq!(line("max([x]; 1)", "x"), None);
    assert_eq!(line("[y] × [x]", "x"), None);
    let flat = line("max([a]; [b]) + [x]^1", "x").unwrap();
    assert_eq!((flat.slope, flat.rest), (1.0, 5.0));
}

#[test]
fn a_formula_is_said_in_words() {
    let formula = Formula::parse("-([a] - ([b] - 1.5)) / ([b] * 2)^2").unwrap();
    let said = formula.in_words(&|name| name.to_uppercase(), Lang::Vi);
    assert_eq!(said, "(−(A − (B − 1,5))) ÷ (B × 2)^2");
    let formula = Formula::parse("min([a]; 2) / ([a] / [b]) × -[b]").unwrap();
    let said = formula.in_words(&str::to_owned, Lang::En);
    assert_eq!(said, "min(a; 2) ÷ (a ÷ b) × (−b)");
}

/// Formulas that are well formed.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0u32..1000).prop_map(|number| number.to_string()),
        Just("0,25".to_owned()),
        Just("[a]".to_owned()),
        Just("[b]".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        prop_oneof![
            (inner.clone(), "[-+*/]", inner.clone())
                .prop_map(|(left, op, right)| format!("({left} {op} {right})")),
            (inner.clone(), -3..4i32).prop_map(|(base, power)| format!("({base})^{power}")),
            inner.clone().prop_map(|of| format!("-{of}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("max({a}; {b})")),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in ".{0,80}") {
        let _ = Formula::parse(&text);
    }

    #[test]
    fn no_signs_break_the_reader(text in "[-−+*/^()\\[\\]`;., 0-9%a-c]{0,60}|(min\\(|max\\(|[0-9];|\\))*") {
        if let Ok(formula) = Formula::parse(&text) {
            let _ = formula.value(&|_| Some(1.5));
            let _ = formula.dimension(&|_| Some(Dimension::base("ha")));
            let _ = formula.line("a", &|_| Some(0.0));
        }
    }

    /// What is said in words means the same as what was written.
    #[test]
    fn words_keep_the_meaning(text in formulas(), a in -5.0..5.0f64, b in -5.0..5.0f64) {
        let of = |name: &str| match name { "a" => Some(a), "b" => Some(b), _ => None };
        let formula = Formula::parse(&text).unwrap();
        let said = formula.in_words(&|name| format!("[{name}]"), Lang::En).replace(',', "");
        if said.len() < 1000 {
            let again = Formula::parse(&said).unwrap();
            let (one, other) = (formula.value(&of), again.value(&of));
            prop_assert_eq!(one.is_some(), other.is_some(), "{} / {}", text, said);
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!((one - other).abs() <= 1e-9 * one.abs().max(1.0), "{} / {}", text, said);
            }
        }
    }

    /// The line of a formula is the formula wherever it is one.
    #[test]
    fn a_line_agrees_with_the_formula(text in formulas(), a in -5.0..5.0f64, b in -5.0..5.0f64) {
        let of = |name: &str| match name { "a" => Some(a), "b" => Some(b), _ => None };
        let formula = Formula::parse(&text).unwrap();
        if let (Some(line), Some(value)) = (formula.line("a", &of), formula.value(&of)) {
            let drawn = line.slope * a + line.rest;
            let scale = value.abs().max((line.slope * a).abs()).max(1.0);
            prop_assert!((drawn - value).abs() <= 1e-6 * scale, "{}: {} {}", text, drawn, value);
        }
    }
}
