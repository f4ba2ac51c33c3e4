//! Starts the page.

fn main() {
    muctieu::start();
}
