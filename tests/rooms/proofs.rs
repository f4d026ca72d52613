//! The checks on small crates: each rule finds what breaks it, and lets the rest pass.

use super::order::Exception;
use super::{circles, order, table};

const ROOMS: &[&str] = &["session", "seal", "error"];

fn crate_of(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let declared = ("lib.rs", "mod error; mod private; mod seal; mod session; pub use session::Session;");
    let rooms = [declared, ("session/mod.rs", ""), ("error.rs", ""), ("private.rs", "")];
    let given = rooms.iter().filter(|(path, _)| files.iter().all(|(given, _)| given != path));
    let mut files: Vec<_> =
        given.chain(files).map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.sort();
    files
}

fn broken(files: &[(&str, &str)]) -> Vec<String> {
    order::broken(ROOMS, &[], &crate_of(files))
}

fn circles(files: &[(&str, &str)]) -> Vec<String> {
    circles::found(&[], &crate_of(files))
}

#[test]
fn an_upward_import_is_reported_with_its_line_and_both_rooms() {
    let lines = broken(&[("seal/record.rs", "\nuse crate::error::Error;\nuse crate::session::Session;\n")]);
    assert_eq!(
        lines,
        ["seal/record.rs:3 imports crate::session::Session: the room `seal` lies below `session`, \
          and a room imports only rooms below it; see CONTRIBUTING.md"]
    );
}

#[test]
fn a_downward_import_and_one_within_the_room_pass() {
    let record = "use crate::error::*;\nuse super::text::decode;\nuse std::fmt::{self, Debug as _};";
    assert_eq!(broken(&[("seal/record.rs", record), ("seal/text.rs", "")]), [""; 0]);
}

#[test]
fn each_upward_path_of_a_nested_group_is_reported_at_its_own_line() {
    let text = "use crate::{\n  error::{self, Error},\n  session::{\n    self,\n\
                    slot::{Slot as _, Lease},\n    *,\n  },\n};";
    let lines = broken(&[("seal/mod.rs", text)]);
    let places: Vec<_> = lines.iter().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(
        places,
        [
            "seal/mod.rs:4 imports crate::session",
            "seal/mod.rs:5 imports crate::session::slot::Slot",
            "seal/mod.rs:5 imports crate::session::slot::Lease",
            "seal/mod.rs:6 imports crate::session::*",
        ]
    );
}

#[test]
fn an_upward_path_in_code_a_type_or_a_macro_is_reported() {
    for text in [
        "fn open() { let _ = crate::session::load(); }",
        "fn open(x: crate::session::Session) {}",
        "impl X { fn f() -> Vec<super::super::session::Session<u8>> { vec![] } }",
        "macro_rules! m { () => { $crate::session::load() } }",
        "fn open() { println!(\"{}\", crate::session::NAME); }",
        "mod inner { use super::super::super::session::Session; }",
        "fn open() -> impl Sized + use<> { self::super::super::session::load::<u8>() }",
    ] {
        let lines = broken(&[("seal/record.rs", text)]);
        assert_eq!(lines.len(), 1, "{text}: {lines:?}");
        assert!(lines[0].starts_with("seal/record.rs:1 imports crate::session::"), "{lines:?}");
    }
}

#[test]
fn comments_strings_visibilities_and_names_that_a_macro_puts_in_are_no_imports() {
    let text = r#"
        //! See [crate::session::Session].
        /// As `use crate::session::Session;`.
        pub(in crate::session) fn f() { /* crate::session::load() */ g(); }
        fn g() -> [&str; 2] { ["crate::session::load()", r"super::super::session::X"] }
        fn h(session: u8) { quote!(#session::x, $session::y, ::session::z, other::session::z); }
    "#;
    assert_eq!(broken(&[("seal/record.rs", text)]), [""; 0]);
}

#[test]
fn unit_tests_may_import_any_room() {
    let files = [
        ("seal/mod.rs", "mod record;\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\nuse crate::session::X;"),
        ("seal/tests.rs", "use crate::session::Session; mod more;"),
        ("seal/tests/more.rs", "use crate::session::Session;"),
        ("seal/record.rs", "#[cfg(all(test, unix))] mod tests { use crate::session::Session; }"),
    ];
    assert_eq!(broken(&files), [""; 0]);
    assert_eq!(circles(&files), [""; 0]);
}

#[test]
fn code_that_is_not_only_for_tests_is_checked() {
    let text = "#[cfg(any(test, unix))]\nuse crate::session::A;\n#[cfg(not(test))]\nuse crate::session::B;";
    assert_eq!(broken(&[("seal/record.rs", text)]).len(), 2);
}

#[test]
fn nobody_imports_what_stands_above_the_rooms() {
    let lines = broken(&[("session/mod.rs", "use crate::Session;\nuse crate::private::Slot;")]);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with("session/mod.rs:1 imports crate::Session: `lib.rs` re-exports"),
        "{lines:?}"
    );
    assert!(lines[1].contains("the room `session` lies below `private`"), "{lines:?}");
    assert_eq!(broken(&[("private.rs", "pub use crate::{error::X, session::Y};")]), [""; 0]);
}

#[test]
fn a_file_outside_the_rooms_is_reported() {
    let lines = broken(&[("util.rs", "")]);
    assert_eq!(lines, ["util.rs belongs to no room; see CONTRIBUTING.md for the rooms"]);
}

#[test]
fn an_exception_allows_its_names_alone() {
    let exception = [Exception { file: "seal/record.rs", rooms: &["session"], names: &["Session"] }];
    let text = "use crate::session::Session;\nuse crate::session::Slot;";
    let files = crate_of(&[
        ("seal/mod.rs", "pub use record::Record; mod record;"),
        ("seal/record.rs", text),
        ("seal/other.rs", "use crate::session::Session;"),
        ("session/mod.rs", "use crate::seal::Record;"),
    ]);
    let lines = order::broken(ROOMS, &exception, &files);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("seal/other.rs:1 imports crate::session::Session: "), "{lines:?}");
    assert!(lines[1].starts_with("seal/record.rs:2 imports crate::session::Slot: "), "{lines:?}");
}

#[test]
fn an_exception_that_nothing_needs_is_reported() {
    let exception = [Exception { file: "seal/record.rs", rooms: &["session"], names: &["Session", "Slot"] }];
    let unneeded = |word: &str| {
        format!("seal/record.rs no longer imports `{word}` from above; take it off the list of exceptions")
    };
    let files = crate_of(&[("seal/record.rs", "use crate::session::Session;")]);
    assert_eq!(order::broken(ROOMS, &exception, &files), [unneeded("Slot")]);
    let files = crate_of(&[("seal/record.rs", "")]);
    assert_eq!(order::broken(ROOMS, &exception, &files), ["session", "Session", "Slot"].map(unneeded));
}

#[test]
fn two_files_that_import_each_other_are_a_circle() {
    let lines = circles(&[
        ("seal/mod.rs", "mod record;\nmod text;"),
        ("seal/record.rs", "\nuse super::text::decode;"),
        ("seal/text.rs", "fn f() {\n    crate::seal::record::g()\n}"),
    ]);
    assert_eq!(
        lines,
        ["a circle of 2 files:\n    seal/record.rs imports seal/text.rs at line 2\
          \n    seal/text.rs imports seal/record.rs at line 2"]
    );
}

#[test]
fn a_file_that_imports_from_the_mod_rs_that_re_exports_it_is_a_circle() {
    let lines = circles(&[
        ("seal/mod.rs", "mod record;\nmod text;\npub use record::Record;\npub use text::decode;"),
        ("seal/record.rs", "use super::decode;"),
        ("seal/text.rs", ""),
    ]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("a circle of 2 files:"), "{lines:?}");
}

#[test]
fn declared_modules_and_imports_of_siblings_are_no_circle() {
    let files = [
        ("seal/mod.rs", "mod record;\nmod text;\npub use record::Record;"),
        ("seal/record.rs", "use super::text::decode;\nmod inner { use super::Record; }"),
        ("seal/text.rs", "use super::native::keep;"),
        ("seal/native.rs", "mod draft;\nuse self::draft::Draft;"),
        ("seal/native/draft.rs", "mod native;\nuse ::native::Draft;\nuse crate::error::Error;"),
    ];
    assert_eq!(circles(&files), [""; 0]);
}

#[test]
fn an_exception_is_left_out_of_circles() {
    let files = crate_of(&[
        ("seal/mod.rs", "pub use record::Record; mod record;"),
        ("seal/record.rs", "use crate::session::Session;"),
        ("session/mod.rs", "use crate::seal::Record;"),
    ]);
    let exception = [Exception { file: "seal/record.rs", rooms: &["session"], names: &["Session"] }];
    assert_eq!(circles::found(&exception, &files), [""; 0]);
    assert_eq!(circles::found(&[], &files).len(), 1);
}

#[test]
fn the_first_column_of_a_table_is_read_without_its_marks() {
    let page = "# A\n\n## Rooms\n\nText.\n\n| room | one sentence |\n| --- | --- |\n| `seal/` | a `x` |\n\
                | `fe26.rs` | b |\n\n## Next\n\n| c | d |\n";
    assert_eq!(table::first_column(page, "## Rooms"), ["seal", "fe26"]);
    assert_eq!(table::first_column(page, "## Rooms of more"), [""; 0]);
}
