//! What the project's commands share with its browser journeys: a server for the built page, and where the
//! programs of this machine are.

pub mod programs;
pub mod server;
