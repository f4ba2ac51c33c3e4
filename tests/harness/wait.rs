//! Waiting for what must become true.

use std::time::Duration;

use anyhow::{Context as _, bail};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use tokio::time::{Instant, sleep};

use crate::Result;

/// How long anything may take before a journey gives up. No measure of speed: a slow machine must pass too.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks until the answer is yes.
pub async fn until(what: &str, mut ask: impl AsyncFnMut() -> Result<bool>) -> Result {
    let end = Instant::now() + PATIENCE;
    loop {
        match ask().await {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            // What was looked at has gone meanwhile: what stands in its place is looked at next.
            Err(error) if is_stale(&error) => {}
            Err(error) => return Err(error.context(format!("while waiting until {what}"))),
        }
        if Instant::now() > end {
            bail!("waited in vain until {what}");
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Whether an element has gone between two words of the driver.
fn is_stale(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<WebDriverError>()
        .is_some_and(|error| matches!(**error, WebDriverErrorInner::StaleElementReference(_)))
}

/// Asks until there is an answer.
pub async fn find<T>(what: &str, mut ask: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let mut answer = None;
    until(what, async || {
        answer = ask().await?;
        Ok(answer.is_some())
    })
    .await?;
    answer.context("there is an answer by now")
}
