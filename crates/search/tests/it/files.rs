//! What happens to the files of an index.

use std::fs;
use std::path::Path;
use std::thread;

use linchpin_domain::RecordId;
use linchpin_domain::filter::Filter;
use linchpin_search::{Commit, Error, Index, Place, Query, Sort};
use tempfile::TempDir;

use crate::records::{Values, commit, document};

fn folder(dir: &TempDir) -> Place {
    Place::Folder(dir.path().join("index"))
}

fn put(index: &Index, ids: impl IntoIterator<Item = i64>) {
    for id in ids {
        let values = Values::from([("text", format!("Record {id}")), ("number", id.to_string())]);
        index.put(&document(id, &values)).expect("the folder is ours");
    }
}

fn ids(index: &Index) -> Vec<i64> {
    index.matching(&Filter::EVERYTHING).expect("the folder is ours").ids.iter().map(|id| id.0).collect()
}

/// The files of the index whose names end so.
fn files(place: &Place, end: &str) -> Vec<std::path::PathBuf> {
    let Place::Folder(path) = place else { unreachable!("the tests use folders") };
    let files =
        fs::read_dir(path).expect("the folder is ours").map(|file| file.expect("the folder is ours").path());
    files.filter(|file| file.to_string_lossy().ends_with(end)).collect()
}

fn overwrite(file: &Path, change: impl Fn(String) -> String) {
    let text = fs::read_to_string(file).expect("the folder is ours");
    fs::write(file, change(text)).expect("the folder is ours");
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let place = folder(&dir);
    assert!(Index::open(&place).unwrap().is_none(), "nothing is there");
    let index = Index::create(&place).unwrap();
    put(&index, 1..=3);
    commit(&index, 7);
    put(&index, 4..=5);
    index.remove(RecordId(2)).unwrap();
    drop(index);

    let index = Index::open(&place).unwrap().unwrap();
    assert_eq!(ids(&index), [1, 2, 3], "what was not committed is gone");
    assert_eq!(index.last_commit(), Commit { cursor: 7, shape: "shape".into(), complete: true });
    put(&index, [2, 9]);
    index.remove(RecordId(3)).unwrap();
    commit(&index, 9);
    assert_eq!((ids(&index), index.cursor()), (vec![1, 2, 9], 9));
}

#[test]
fn an_index_is_not_opened_before_it_is_complete() {
    let dir = tempfile::tempdir().unwrap();
    let place = folder(&dir);
    let index = Index::create(&place).unwrap();
    put(&index, 1..=3);
    index.commit(Commit { cursor: 1, shape: String::new(), complete: false }).unwrap();
    assert_eq!(ids(&index), [1, 2, 3]);
    drop(index);
    assert!(Index::open(&place).unwrap().is_none());
    let index = Index::create(&place).unwrap();
    assert_eq!(ids(&index), [0; 0], "one is begun in its place");
}

#[test]
fn an_index_of_another_format_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let place = folder(&dir);
    let index = Index::create(&place).unwrap();
    commit(&index, 1);
    drop(index);
    let format = |text: String| text.replace("\\\"format\\\":", "\\\"format\\\":99");
    overwrite(&files(&place, "meta.json")[0], format);
    assert!(Index::open(&place).unwrap().is_none());
}

#[test]
fn a_damaged_index_is_corrupt_and_can_be_begun_again() {
    for end in ["meta.json", ".term", ".fast"] {
        let dir = tempfile::tempdir().unwrap();
        let place = folder(&dir);
        let index = Index::create(&place).unwrap();
        put(&index, 1..=3);
        commit(&index, 1);
        drop(index);
        let file = files(&place, end).remove(0);
        fs::write(&file, &fs::read(&file).unwrap()[..10]).unwrap();
        assert!(matches!(Index::open(&place), Err(Error::Corrupt(_))), "{end}");
        put(&Index::create(&place).unwrap(), 1..=3);
    }
}

#[test]
fn after_another_boot_every_file_has_to_be_whole() {
    let dir = tempfile::tempdir().unwrap();
    let place = folder(&dir);
    let index = Index::create(&place).unwrap();
    put(&index, 1..=300);
    commit(&index, 1);
    drop(index);
    let boot = |text: String| text.replace("\\\"boot\\\":\\\"", "\\\"boot\\\":\\\"another-");
    overwrite(&files(&place, "meta.json")[0], boot);
    assert_eq!(ids(&Index::open(&place).unwrap().unwrap()).len(), 300);

    // A power loss may leave a file of the right length without what was written.
    let file = files(&place, ".pos").remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes[0] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert!(matches!(Index::open(&place), Err(Error::Corrupt(_))));
}

#[test]
fn an_index_that_rests_is_written_to_again() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create(&folder(&dir)).unwrap();
    for id in 1..=20 {
        put(&index, [id]);
        commit(&index, id);
        if id % 5 == 0 {
            index.rest().unwrap();
        }
    }
    assert_eq!(ids(&index), (1..=20).collect::<Vec<_>>());
}

#[test]
fn what_was_removed_can_be_taken_out_of_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let place = folder(&dir);
    let index = Index::create(&place).unwrap();
    for at in 0..3 {
        put(&index, 100 * at..100 * at + 50);
        commit(&index, at);
    }
    let values = Values::from([("text", "unforgettable".to_owned())]);
    for (id, cursor) in [(7, 4), (500, 5)] {
        index.put(&document(id, &values)).unwrap();
        // A segment of which nothing is left would go by itself.
        put(&index, [id + 1]);
        commit(&index, cursor);
    }
    let holds = || {
        let term = b"unforgettable";
        let has = |file: &std::path::PathBuf| {
            fs::read(file).unwrap().windows(term.len()).any(|bytes| bytes == term)
        };
        files(&place, "").iter().any(has)
    };
    let removed = [7, 500].map(RecordId);
    for id in removed {
        index.remove(id).unwrap();
    }
    commit(&index, 6);
    assert!(holds());
    assert!(index.forget(&removed).unwrap());
    assert!(!holds());
    let first = (0..3).flat_map(|at| 100 * at..100 * at + 50).filter(|id| *id != 7);
    let left: Vec<_> = first.chain([501]).collect();
    assert_eq!((ids(&index), index.documents()), (left.clone(), 150));
    drop(index);
    let index = Index::open(&place).unwrap().unwrap();
    assert_eq!((ids(&index), index.cursor()), (left, 6));
}

#[test]
fn searches_see_whole_commits_while_others_write_and_merge() {
    const N_COMMITS: i64 = 60;
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create(&folder(&dir)).unwrap();
    // After each commit there are four records more: five new ones, and one that went.
    let write = || {
        for at in 1..=N_COMMITS {
            put(&index, at * 5..at * 5 + 5);
            index.remove(RecordId(at * 5)).unwrap();
            put(&index, [6]);
            commit(&index, at);
        }
    };
    let look = || {
        let sort = Sort { property: "number", descending: true };
        for _ in 0..300 {
            let before = index.cursor() * 4;
            let found =
                index.find(&Query { filter: &Filter::EVERYTHING, sort, offset: 0, limit: 1 }).unwrap();
            let after = index.cursor() * 4;
            assert!(
                (before..=after).contains(&(found.total as i64)) && found.total.is_multiple_of(4),
                "{}",
                found.total
            );
            let newest = found.total as i64 / 4 * 5 + 4;
            assert_eq!(found.ids, if found.total == 0 { vec![] } else { vec![RecordId(newest)] });
        }
    };
    thread::scope(|scope| {
        scope.spawn(write);
        scope.spawn(look);
        look();
    });
    index.rest().unwrap();
    assert_eq!(ids(&index).len() as i64, N_COMMITS * 4);
}
