//! The three sessions that all contenders load and save: 39, 246 and 2,469 bytes of JSON.

use serde::{Deserialize, Serialize};

/// One thing in a visitor's cart.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) sku: String,
    pub(crate) title: String,
    pub(crate) quantity: u32,
    pub(crate) price: u64,
}

/// A session that a handler changes in one field.
pub(crate) trait Touch {
    /// Changes one field. The length of the JSON stays the same.
    fn touch(&mut self);
}

macro_rules! payloads {
    ($(#[$attribute:meta])*) => {
        use super::{Item, Touch};

        $(#[$attribute])*
        pub(crate) struct Small {
            pub(crate) visits: u64,
            pub(crate) name: String,
        }

        $(#[$attribute])*
        pub(crate) struct Typical {
            pub(crate) visits: u64,
            pub(crate) name: String,
            pub(crate) email: String,
            pub(crate) roles: Vec<String>,
            pub(crate) locale: Option<String>,
            pub(crate) csrf: String,
            pub(crate) verified: bool,
            pub(crate) seen: u64,
            pub(crate) team: Option<u32>,
            pub(crate) theme: String,
        }

        $(#[$attribute])*
        pub(crate) struct Large {
            pub(crate) visits: u64,
            pub(crate) name: String,
            pub(crate) cart: Vec<Item>,
            pub(crate) note: String,
        }

        impl Touch for Small {
            fn touch(&mut self) {
                self.visits ^= 1;
            }
        }

        impl Touch for Typical {
            fn touch(&mut self) {
                self.visits ^= 1;
            }
        }

        impl Touch for Large {
            fn touch(&mut self) {
                self.visits ^= 1;
            }
        }
    };
}

/// For contenders that take any type with serde's traits.
pub(crate) mod plain {
    payloads! { #[derive(Clone, Default, serde::Serialize, serde::Deserialize)] }
}

/// For iron-session with its default features.
pub(crate) mod ours {
    payloads! { #[derive(iron_session::IronSession)] #[iron(cookie = "__Host-app")] }
}

/// For iron-session with the feature `ring`.
pub(crate) mod ours_ring {
    payloads! {
        #[derive(iron_session_with_ring::IronSession)]
        #[iron(cookie = "__Host-app", crate = iron_session_with_ring)]
    }
}

/// For tokens of iron-session with its default features.
#[allow(dead_code, reason = "only typical tokens are measured")]
pub(crate) mod token {
    payloads! { #[derive(iron_session::IronToken)] #[iron(purpose = "bench", max_age = "14d")] }
}

pub(crate) fn small() -> plain::Small {
    plain::Small { visits: 1_000_000, name: "alice.smith".to_owned() }
}

pub(crate) fn typical() -> plain::Typical {
    plain::Typical {
        visits: 1_000_000,
        name: "Alice Smith".to_owned(),
        email: "alice.smith@shop.example".to_owned(),
        roles: ["customer", "editor", "reviewer"].map(str::to_owned).to_vec(),
        locale: Some("en-GB".to_owned()),
        csrf: "x2Jc0yT1n5mQeR8uWvKb4ZsLpAoHdGfE7iNqUtYz3X".to_owned(),
        verified: true,
        seen: 1_800_000_000,
        team: Some(1024),
        theme: "night".to_owned(),
    }
}

pub(crate) fn large() -> plain::Large {
    let item = |at: u32| Item {
        sku: format!("SKU-{at:08}"),
        title: format!("Article number {at} of the catalogue"),
        quantity: at % 9 + 1,
        price: 10_000 + u64::from(at),
    };
    plain::Large {
        visits: 1_000_000,
        name: "Alice Smith".to_owned(),
        cart: (10..35).map(item).collect(),
        note: "Please leave it with the neighbours.".to_owned(),
    }
}

/// The typical payload as a token.
pub(crate) fn typical_token() -> token::Typical {
    let plain::Typical { visits, name, email, roles, locale, csrf, verified, seen, team, theme } = typical();
    token::Typical { visits, name, email, roles, locale, csrf, verified, seen, team, theme }
}

/// The JSON of a payload. Its length is checked, because it is part of the benchmark.
pub(crate) fn json(payload: &impl Serialize, bytes: usize) -> String {
    let json = serde_json::to_string(payload).expect("plain values");
    assert_eq!(json.len(), bytes, "{json}");
    json
}
