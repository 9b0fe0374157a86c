//! Rules of the house that no lint knows, as tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which of our crates each crate may depend on; tests may depend on any.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("wire", &[]),
    ("store", &["domain"]),
    ("search", &["domain"]),
    ("engine", &["domain", "search", "store"]),
    ("api", &["deliver", "domain", "engine", "wire"]),
    ("web", &["domain", "engine", "wire"]),
    ("deliver", &["domain", "engine", "wire"]),
    ("linchpin", &["api", "deliver", "domain", "engine", "store", "web"]),
    ("testkit", &["api", "domain", "engine", "store", "web"]),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates")
}

/// The crates of ours that a manifest names among its dependencies.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let section =
        manifest.split("\n[").find(|section| section.starts_with("dependencies]")).unwrap_or_default();
    let names = section.lines().filter_map(|line| line.strip_prefix("linchpin-"));
    names.filter_map(|line| line.split(['.', ' ', '=']).next()).map(str::to_owned).collect()
}

#[test]
fn dependencies_point_one_way() {
    for entry in fs::read_dir(crates()).expect("the crates are there") {
        let folder = entry.expect("a folder").path();
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("every crate has a manifest");
        let allowed = EDGES.iter().find(|(known, _)| *known == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("say what {name} may depend on"));
        for dependency in dependencies(&manifest) {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn the_house_keeps_one_form_of_module_files() {
    fn visit(folder: &Path) {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                visit(&path);
            } else {
                assert_ne!(
                    path.file_name().and_then(|name| name.to_str()),
                    Some("mod.rs"),
                    "{}",
                    path.display()
                );
            }
        }
    }
    visit(&crates());
}
