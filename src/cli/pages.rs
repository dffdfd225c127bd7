//! Where the pages of a review go: a folder, or one file. Must not know what a page says.

use crate::batch::replace;
use crate::report::html::{self, Page, Pages};
use crate::review::Review;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Writes the pages of a review to a folder, or to one file where the name ends in `.html`. Files that are there already are replaced;
/// others are left alone.
///
/// # Errors
/// The first file that could not be written, and why.
pub(crate) fn write(review: &Review, to: &Path) -> Result<(), String> {
    let single = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"));
    if single {
        let mut text = Vec::new();
        return html::single(review, &mut text).and_then(|()| replace(to, &text)).map_err(|why| told(to, &why));
    }
    let pages = Pages::folder(review);
    let all = pages.pages();
    let folders: BTreeSet<_> = all.iter().filter_map(|page| Some(to.join(&page.file).parent()?.to_owned())).collect();
    folders.iter().try_for_each(|folder| fs::create_dir_all(folder).map_err(|why| told(folder, &why)))?;
    all.par_iter().try_for_each(|page| one(&pages, page, &to.join(&page.file)))
}

fn one(pages: &Pages<'_>, page: &Page, to: &Path) -> Result<(), String> {
    let mut text = Vec::with_capacity(1 << 16);
    pages.write(page, &mut text).and_then(|()| fs::write(to, &text)).map_err(|why| told(to, &why))
}

fn told(path: &Path, why: &io::Error) -> String {
    format!("{}: cannot be written: {why}", path.display())
}
