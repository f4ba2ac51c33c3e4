//! Cutting lines and areas at the edges of a box.
//!
//! Done here rather than by a canvas, so that it can be tested and so that any painter gets it.

use crate::scene::{Point, Rect, at};

/// The part of a segment that lies in the box, by Liang and Barsky.
pub fn segment(from: Point, to: Point, within: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (towards, distance) in [
        (-dx, from.x - within.left),
        (dx, within.right - from.x),
        (-dy, from.y - within.top),
        (dy, within.bottom - from.y),
    ] {
        if towards == 0.0 {
            if distance < 0.0 {
                return None;
            }
        } else {
            let share = distance / towards;
            if towards < 0.0 {
                enter = enter.max(share);
            } else {
                leave = leave.min(share);
            }
        }
    }
    (enter <= leave).then(|| {
        // An end that is not cut stays as it is, to the bit.
        let along = |share: f64| held(at(from.x + share * dx, from.y + share * dy), within);
        (
            if enter > 0.0 { along(enter) } else { from },
            if leave < 1.0 { along(leave) } else { to },
        )
    })
}

/// The point of the box nearest to a point.
pub fn held(point: Point, within: &Rect) -> Point {
    at(
        point.x.max(within.left).min(within.right),
        point.y.max(within.top).min(within.bottom),
    )
}

/// The parts of a line that lie in the box, in order.
pub fn line(points: &[Point], within: &Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], within) else {
            open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if open && from == pair[0] => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        open = to == pair[1];
    }
    parts
}

/// A polygon cut at the edges of the box, by Sutherland and Hodgman; empty when nothing is left.
pub fn area(points: &[Point], within: &Rect) -> Vec<Point> {
    /// How far a point lies inside one of the edges.
    type Depth = fn(Point, &Rect) -> f64;
    let edges: [Depth; 4] = [
        |point, within| point.x - within.left,
        |point, within| within.right - point.x,
        |point, within| point.y - within.top,
        |point, within| within.bottom - point.y,
    ];
    let mut polygon = points.to_vec();
    for depth in edges {
        let mut kept = Vec::with_capacity(polygon.len() + 4);
        for (index, &to) in polygon.iter().enumerate() {
            let from = polygon[(index + polygon.len() - 1) % polygon.len()];
            let (before, after) = (depth(from, within), depth(to, within));
            if (before < 0.0) != (after < 0.0) {
                let share = before / (before - after);
                kept.push(at(
                    from.x + share * (to.x - from.x),
                    from.y + share * (to.y - from.y),
                ));
            }
            if after >= 0.0 {
                kept.push(to);
            }
        }
        polygon = kept;
    }
    for point in &mut polygon {
        *point = held(*point, within);
    }
    if polygon.len() < 3 {
        Vec::new()
    } else {
        polygon
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOX: Rect = Rect {
        left: 10.0,
        top: 20.0,
        right: 110.0,
        bottom: 70.0,
    };

    #[test]
    fn a_line_inside_stays_as_it_is() {
        let points = [at(10.0, 20.0), at(50.0, 60.0), at(110.0, 70.0)];
        assert_eq!(line(&points, &BOX), vec![points.to_vec()]);
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two() {
        let parts = line(&[at(20.0, 50.0), at(40.0, 0.0), at(60.0, 50.0)], &BOX);
        assert_eq!(parts.len(), 2);
        assert!((parts[0][1].y - 20.0).abs() < 1e-9 && (parts[1][0].y - 20.0).abs() < 1e-9);
    }

    #[test]
    fn an_area_over_everything_becomes_the_box() {
        let all = area(
            &[at(-1e6, -1e6), at(1e6, -1e6), at(1e6, 1e6), at(-1e6, 1e6)],
            &BOX,
        );
        assert_eq!(all.len(), 4);
        assert!(area(&[at(0.0, 0.0), at(5.0, 0.0), at(5.0, 5.0)], &BOX).is_empty());
    }

    fn points() -> impl Strategy<Value = Vec<Point>> {
        prop::collection::vec(
            (-1e9..1e9f64, -1e9..1e9f64).prop_map(|(x, y)| at(x, y)),
            0..20,
        )
    }

    proptest! {
        #[test]
        fn nothing_is_left_outside_the_box(points in points()) {
            for point in line(&points, &BOX).concat().iter().chain(&area(&points, &BOX)) {
                prop_assert!(BOX.contains(*point, 1e-9));
            }
        }
    }
}
