use super::*;
use crate::builtin;
use crate::lang::{Lang, Say};

#[test]
fn what_is_written_is_read_back() {
    for workspace in [
        builtin::resolution().unwrap(),
        builtin::empty().unwrap(),
        builtin::illustration().unwrap(),
    ] {
        let text = write(&workspace).unwrap();
        assert_eq!(read(&text).unwrap(), workspace);
    }
}

#[test]
fn a_file_of_version_1_is_read_for_good() {
    let workspace = read(include_str!("../../tests/fixtures/workspace-v1.json")).unwrap();
    assert_eq!(workspace.indicators.len(), 2);
    assert_eq!(workspace.figures.len(), 3);
    assert_eq!(
        workspace.scenarios[0].changes[0].lever.to_string(),
        "pace:revenue"
    );
    assert!((workspace.figures.of("revenue")[1].corrections[0].value - 1640.0).abs() < 1e-12);
    assert!(workspace.assumptions["revenue"].steadiness.is_some());
}

#[test]
fn an_older_version_goes_through_every_step_to_the_newest() {
    #[derive(serde::Deserialize)]
    struct Third {
        year: i32,
    }
    let second = |mut tree: Value| {
        tree["years"] = tree["y"].take();
        tree
    };
    let third = |mut tree: Value| {
        tree["year"] = tree["years"].take();
        tree
    };
    let steps: [Migration; 2] = [second, third];
    let read_at = |version: u32, key: &str| {
        read_versioned::<Third>(
            &format!(r#"{{"format":"x","version":{version},"{key}":2024}}"#),
            "x",
            3,
            &steps,
        )
    };
    for (version, key) in [(1, "y"), (2, "years"), (3, "year")] {
        assert_eq!(
            read_at(version, key).unwrap().year,
            2024,
            "version {version}"
        );
    }
    assert_eq!(
        read_at(4, "year").err(),
        Some(ReadError::Future {
            version: 4,
            current: 3
        })
    );
}

#[test]
fn broken_foreign_and_future_files_are_refused_with_a_sentence() {
    type Expected = fn(&ReadError) -> bool;
    let good = write(&builtin::resolution().unwrap()).unwrap();
    let cases: [(String, Expected); 9] = [
        (String::new(), |error| {
            matches!(error, ReadError::Broken { .. })
        }),
        (
            good.chars().take(good.chars().count() / 2).collect(),
            |error| matches!(error, ReadError::Broken { .. }),
        ),
        ("[1,2,3]".to_owned(), |error| *error == ReadError::Foreign),
        (r#"{"format":"other","version":2}"#.to_owned(), |error| {
            *error == ReadError::Foreign
        }),
        (r#"{"format":"muctieu.workspace"}"#.to_owned(), |error| {
            *error == ReadError::Foreign
        }),
        (
            good.replacen(r#""version":2"#, r#""version":7"#, 1),
            |error| matches!(error, ReadError::Future { version: 7, .. }),
        ),
        (
            good.replacen(r#""kind":"growth""#, r#""kind":"magic""#, 1),
            |error| matches!(error, ReadError::Shape(_)),
        ),
        (
            good.replacen(r#""value":1010.0"#, r#""value":1e300"#, 1),
            |error| {
                matches!(
                    error,
                    ReadError::Contradiction {
                        reason: Reason::Number,
                        ..
                    }
                )
            },
        ),
        (
            good.replacen(r#""id":"p02""#, r#""id":"p01""#, 1),
            |error| {
                matches!(
                    error,
                    ReadError::Contradiction {
                        reason: Reason::Twice,
                        ..
                    }
                )
            },
        ),
    ];
    for (text, expected) in cases {
        let error = read(&text).unwrap_err();
        assert!(expected(&error), "{error:?}");
        assert!(!error.say(Lang::Vi).is_empty() && !error.say(Lang::En).is_empty());
    }
}
