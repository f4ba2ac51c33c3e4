//! What the project's commands share with its browser journeys: a server for the built page.

pub mod server;
