//! The screens, a file each.

pub mod figures;
pub mod help;
pub mod indicator;
pub mod overview;
pub mod scenario;
pub mod text;
pub mod unknown;
pub mod wall;
