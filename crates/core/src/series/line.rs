//! A line that learns from its errors: exponential smoothing and Theta in one state space, so that both are stepped
//! by the same code.

/// How a line moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Level and trend: ŷ = ℓ + φ·b; ℓ ← ŷ + α·e; b ← φ·b + β·e. Without trend b and β are 0.
    Smoothing {
        /// The weight of an error in the level, 0 to 1.
        alpha: f64,
        /// The weight of an error in the trend, 0 to α.
        beta: f64,
        /// What is kept of the trend from one period to the next: 1 where it is not damped.
        phi: f64,
    },
    /// Theta: ŷ = ℓ + weight·(A·(1−α)ⁱ + B·(1−(1−α)ⁱ⁺¹)/α); ℓ ← α·y + (1−α)·ℓ.
    Theta {
        /// The weight of the newest value in the level, 0 to 1.
        alpha: f64,
        /// 1 − 1/θ: 0 up to 1.
        weight: f64,
        /// Whether the straight line A + B·t is drawn anew with each value.
        dynamic: bool,
    },
}

/// Where a line stands after a number of values.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct State {
    /// The level ℓ.
    pub level: f64,
    /// The trend b.
    pub trend: f64,
    /// Values seen.
    pub count: f64,
    /// Their mean (Theta).
    pub mean: f64,
    /// The straight line's height A before the first value (Theta).
    pub height: f64,
    /// Its slope B a period (Theta).
    pub slope: f64,
    /// (1 − α)^count (Theta).
    pub decay: f64,
}

impl Shape {
    /// What the next value is expected to be.
    pub fn expects(self, state: &State) -> f64 {
        match self {
            Self::Smoothing { phi, .. } => state.level + phi * state.trend,
            Self::Theta { weight, .. } => state.level + weight * self.drift(state),
        }
    }

    /// The part of the expectation that θ weighs; 0 for smoothing.
    pub(super) fn drift(self, state: &State) -> f64 {
        match self {
            Self::Smoothing { .. } => 0.0,
            Self::Theta { alpha, .. } => {
                state.height * state.decay
                    + state.slope * (1.0 - state.decay * (1.0 - alpha)) / alpha
            }
        }
    }

    /// Moves on by one value.
    pub fn learn(self, state: &mut State, value: f64) {
        match self {
            Self::Smoothing { alpha, beta, phi } => {
                let expected = self.expects(state);
                let error = value - expected;
                state.level = expected + alpha * error;
                state.trend = phi * state.trend + beta * error;
            }
            Self::Theta { alpha, dynamic, .. } => {
                let i = state.count;
                let before = state.mean;
                state.level = alpha * value + (1.0 - alpha) * state.level;
                state.mean = (i * before + value) / (i + 1.0);
                if dynamic {
                    state.slope =
                        ((i - 1.0) * state.slope + 6.0 * (value - before) / (i + 1.0)) / (i + 2.0);
                    state.height = state.mean - state.slope * (i + 2.0) / 2.0;
                }
                state.decay *= 1.0 - alpha;
            }
        }
        state.count += 1.0;
    }
}

/// A fitted line: how it moves, where it stands after the last value, and how far it is off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// How it moves.
    pub shape: Shape,
    /// Where it stood before the first value that it learnt.
    pub start: State,
    /// Where it stands.
    pub state: State,
    /// The sum of its squared errors (for Theta without the first three, which hang on its start).
    pub sse: f64,
    /// How many errors are in that sum.
    pub errors: usize,
    /// How many numbers were fitted.
    pub fitted: usize,
    /// The standard deviation of an error; of a flow's, at the size of the newest year.
    pub sigma: f64,
}

impl Line {
    /// The line of that shape through `values` from a given start; the first `burn` errors are not counted.
    pub fn through(shape: Shape, mut state: State, values: &[f64], burn: usize) -> Self {
        let (start, mut sse) = (state, 0.0);
        for (at, value) in values.iter().enumerate() {
            let error = value - shape.expects(&state);
            if at >= burn {
                sse += error * error;
            }
            shape.learn(&mut state, *value);
        }
        Self {
            shape,
            start,
            state,
            sse,
            errors: values.len().saturating_sub(burn),
            fitted: 0,
            sigma: 0.0,
        }
    }

    /// The line with its error's spread, for which each fitted number costs one error. Where nearly as many numbers
    /// are fitted as there are errors, a third of the errors is left.
    pub(super) fn spread_over(mut self, fitted: usize) -> Self {
        self.fitted = fitted;
        let left = self
            .errors
            .saturating_sub(fitted)
            .max(self.errors / 3)
            .max(1);
        self.sigma = (self.sse / left as f64).sqrt();
        self
    }
}
