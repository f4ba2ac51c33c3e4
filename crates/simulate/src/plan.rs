//! What is to be simulated: how the variables hang together, and what is judged by them.

/// A plan whose parts do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsound;

impl core::fmt::Display for Unsound {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the parts of the plan do not fit together")
    }
}

impl core::error::Error for Unsound {}

/// Variables that hang together, by the keys of their draws ε.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// They do not: z = ε.
    Apart {
        /// The key of each variable.
        keys: Vec<u64>,
    },
    /// One common factor: zᵢ = `share`·f + `own`·εᵢ. The correlation between any two is `share`².
    Common {
        /// The key of the factor.
        key: u64,
        /// √ρ.
        share: f64,
        /// √(1 − ρ).
        own: f64,
        /// The key of each variable.
        keys: Vec<u64>,
    },
    /// z = L·ε, with any correlation.
    Dense {
        /// L, lower triangular, row after row without the zeros.
        factor: Vec<f64>,
        /// The key of each variable.
        keys: Vec<u64>,
    },
}

impl Block {
    /// The key of each variable.
    pub fn keys(&self) -> &[u64] {
        match self {
            Self::Apart { keys } | Self::Common { keys, .. } | Self::Dense { keys, .. } => keys,
        }
    }

    fn is_sound(&self) -> bool {
        match self {
            Self::Apart { .. } => true,
            Self::Common { share, own, .. } => share.is_finite() && own.is_finite(),
            Self::Dense { factor, keys } => {
                factor.len() == keys.len() * (keys.len() + 1) / 2
                    && factor.iter().all(|x| x.is_finite())
            }
        }
    }
}

/// Something that happens when one variable is large (or small) enough: `sign`·z ≥ `threshold`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// The variable, counted through all blocks.
    pub variable: u32,
    /// 1 where large values are wanted, −1 where small ones are.
    pub sign: f64,
    /// −Φ⁻¹(p): the event's own probability is p.
    pub threshold: f64,
    /// What it is a part of.
    pub whole: Option<u32>,
    /// Whether it is a target of its own, to be counted.
    pub counts: bool,
}

/// Something that happens when all its parts do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Whole {
    /// What it is a part of itself; it stands after this one.
    pub whole: Option<u32>,
    /// Whether it is a target of its own, to be counted.
    pub counts: bool,
}

/// One way of judging the same draws: the base, or a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// How many targets are met for certain.
    pub fixed: u32,
    /// What depends on one variable.
    pub events: Vec<Event>,
    /// What depends on parts.
    pub wholes: Vec<Whole>,
}

impl Side {
    /// The greatest number that can be met.
    pub fn most(&self) -> usize {
        let events = self.events.iter().filter(|event| event.counts).count();
        let wholes = self.wholes.iter().filter(|whole| whole.counts).count();
        self.fixed as usize + events + wholes
    }

    fn is_sound(&self, variables: usize) -> bool {
        let wholes = self.wholes.len();
        let known = |whole: Option<u32>| whole.is_none_or(|whole| (whole as usize) < wholes);
        // Samples count in 16 bits.
        u16::try_from(self.most()).is_ok()
            && self
                .events
                .iter()
                .all(|event| (event.variable as usize) < variables && known(event.whole))
            && (0_usize..).zip(&self.wholes).all(|(at, whole)| {
                known(whole.whole) && whole.whole.is_none_or(|other| other as usize > at)
            })
    }
}

/// What is to be simulated. Made only of parts that fit together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    blocks: Vec<Block>,
    sides: Vec<Side>,
    distributions: bool,
}

impl Plan {
    /// A plan; `distributions` asks for that of every variable, too.
    pub fn new(blocks: Vec<Block>, sides: Vec<Side>, distributions: bool) -> Result<Self, Unsound> {
        let variables = blocks.iter().map(|block| block.keys().len()).sum();
        let sound =
            blocks.iter().all(Block::is_sound) && sides.iter().all(|side| side.is_sound(variables));
        if sound {
            Ok(Self {
                blocks,
                sides,
                distributions,
            })
        } else {
            Err(Unsound)
        }
    }

    /// How the variables hang together.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The ways of judging.
    pub fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// Whether the distribution of every variable is asked for.
    pub fn distributions(&self) -> bool {
        self.distributions
    }

    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.blocks.iter().map(|block| block.keys().len()).sum()
    }
}
