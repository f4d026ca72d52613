//! What `read_back(true)` adds to a save, for one member of each kind. All with the feature `ring`.

use std::collections::BTreeMap;

use iron_session_with_ring::{IronSession, Keyring, SessionManager};

use crate::harness::{Case, Rounds};

/// A type of a program, by serde's derive.
#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Address {
    street: String,
    number: u32,
}

macro_rules! kinds {
    ($($name:literal $session:ident: $field:ty = $first:expr, $second:expr;)*) => {
        $(
            #[derive(IronSession)]
            #[iron(cookie = "__Host-app", crate = iron_session_with_ring)]
            struct $session {
                value: $field,
            }
        )*

        pub(crate) fn print() {
            println!("\n| SAVE of one member, with `ring` | ns | with `read_back` | more |");
            println!("| --- | --: | --: | --: |");
            $(row($name, |read_back| {
                let mut session = manager::<$session>(read_back).load(&http::HeaderMap::new());
                let mut is_first = false;
                Case::new($name, move || {
                    is_first = !is_first;
                    session.value = if is_first { $first } else { $second };
                    session.set_cookies().expect("a small session")
                })
            });)*
        }
    };
}

kinds! {
    "`u64`" Number: u64 = 1_000_000, 2_000_000;
    "`bool`" Flag: bool = true, false;
    "`f64`" Float: f64 = 0.1, 0.2;
    "`String`, 20 bytes" Text: String = "alice@shop.example.1".to_owned(), "alice@shop.example.2".to_owned();
    "`Option<String>`, 20 bytes" Optional: Option<String> = Some("alice@shop.example.1".to_owned()), None;
    "`Vec<String>`, three of 6 bytes" Texts: Vec<String> = vec!["editor".to_owned(); 3], vec!["reader".to_owned(); 3];
    "`BTreeMap<String, u32>`, three entries" Map: BTreeMap<String, u32> = map(1), map(2);
    "a struct with serde's derive" Struct: Address = address(1), address(2);
}

fn map(value: u32) -> BTreeMap<String, u32> {
    ["apples", "pears", "plums"].map(|name| (name.to_owned(), value)).into()
}

fn address(number: u32) -> Address {
    Address { street: "Market Street".to_owned(), number }
}

fn manager<T: IronSession>(read_back: bool) -> SessionManager<T> {
    SessionManager::new(Keyring::generate().expect("random bytes")).read_back(read_back)
}

fn row(name: &str, case: impl Fn(bool) -> Case<'static>) {
    let rounds = Rounds::of(&mut [case(false), case(true)]);
    let (without, with) = (rounds.nanos(0), rounds.nanos(1));
    println!("| {name} | {without:.0} | {with:.0} | {:.0} |", with - without);
}
