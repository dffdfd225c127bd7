//! What stands around every page: the head with its style and its policy, and the foot. Offline and self-contained: a page loads
//! nothing, and runs no script but the one for sorting and filtering, told by its hash. Must not know what a page says.

use super::shown::Shown;
use askama::Template;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const STYLE: &str = include_str!("../../../templates/style.css");
const SCRIPT: &str = include_str!("../../../templates/script.js");

/// What a browser may do on a page: use this very style and this very script, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (style, script) = (hash(STYLE), hash(SCRIPT));
    format!("default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'")
});

/// The beginning of a page.
#[derive(Template)]
#[template(path = "head.html", whitespace = "minimize")]
pub(super) struct Head<'t> {
    title: Shown<'t>,
    /// The way up, outermost first: address and name.
    crumbs: Vec<(String, Shown<'t>)>,
    policy: &'static str,
    style: &'static str,
}

impl<'t> Head<'t> {
    /// With a title and the way up.
    pub(super) fn new(title: Shown<'t>, crumbs: Vec<(String, Shown<'t>)>) -> Self {
        Self { title, crumbs, policy: POLICY.as_str(), style: STYLE }
    }
}

/// The end of a page.
#[derive(Template)]
#[template(path = "foot.html", whitespace = "minimize")]
pub(super) struct Foot {
    version: &'static str,
    /// The script, on a page that has something to sort.
    script: Option<&'static str>,
}

impl Foot {
    /// With or without the script.
    pub(super) fn new(script: bool) -> Self {
        Self { version: env!("CARGO_PKG_VERSION"), script: script.then_some(SCRIPT) }
    }
}
