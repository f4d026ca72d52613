use iron_session::{IronSession, NoSubject};
use serde::{Deserialize, Serialize};

#[derive(IronSession)]
#[iron(id, subject = user_id)]
struct Number {
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = name)]
struct Text {
    name: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
struct UserId([u8; 16]);

#[derive(IronSession)]
#[iron(id, subject = user)]
struct Newtype {
    #[iron(copy, rename = "sub", alias = "uid")]
    user: Option<UserId>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
enum Who {
    User(u64),
    Machine { name: String },
}

#[derive(IronSession)]
#[iron(id = true)]
#[iron(subject = who)]
struct Enum {
    #[iron(accessors = false)]
    who: std::option::Option<Who>,
}

#[derive(IronSession)]
#[iron(id, subject = item)]
struct Generic<T, const N: usize> {
    item: Option<T>,
    others: Vec<[T; N]>,
}

#[derive(IronSession)]
#[iron(id, subject = items)]
struct GenericList<T> {
    items: Option<Vec<T>>,
}

#[derive(IronSession)]
#[iron(id, subject = r#type)]
struct Raw {
    r#type: Option<u8>,
}

// With the format of iron-session for JavaScript accepted for a while.
#[derive(IronSession)]
#[iron(id, subject = user_id, accept = "fe26", accept_until = "2027-06-30", rename_all = "camelCase")]
struct Accepts {
    user_id: Option<u64>,
}

// An accessor may be called `subject`.
#[derive(IronSession)]
#[iron(id, subject = subject)]
struct Named {
    subject: Option<String>,
}

#[derive(IronSession)]
struct Without {
    subject: Option<String>,
}

macro_rules! session {
    ($name:ident, $field:ident, $ty:ty) => {
        #[derive(IronSession)]
        #[iron(id, subject = $field)]
        struct $name {
            $field: Option<$ty>,
        }
    };
}

session!(ByMacro, user_id, UserId);

fn is_of<T: IronSession<Subject = S>, S: ?Sized>() {}

fn main() {
    is_of::<Number, u64>();
    is_of::<Text, str>();
    is_of::<Newtype, UserId>();
    is_of::<Enum, Who>();
    is_of::<Generic<String, 2>, String>();
    is_of::<GenericList<u8>, Vec<u8>>();
    is_of::<Raw, u8>();
    is_of::<Accepts, u64>();
    is_of::<Named, str>();
    is_of::<Without, NoSubject>();
    is_of::<ByMacro, UserId>();
    let mut named = Named::default();
    named.set_subject("ada");
    assert_eq!(named.subject(), Some("ada"));
}
