//! `iron-session keygen`: a new secret.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::failure::Failure;
use crate::input::arguments::json_flag;
use crate::input::secrets::{Kind, Secret};
use crate::output::object::Object;
use crate::output::stdout;

pub(crate) fn command() -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    Command::new("keygen")
        .about("Prints a new secret, ready to paste: `key:` and 32 random bytes, which need no stretching")
        .arg(flag("password").help(
            "A password of 64 characters instead: for format = \"fe26\", and wherever JavaScript has it too",
        ))
        .arg(flag("hex").conflicts_with("password").help("64 hex digits instead, for IRON_SESSION_KEY_HEX"))
        .arg(json_flag())
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let kind = match (matches.get_flag("password"), matches.get_flag("hex")) {
        (true, _) => Kind::Password,
        (_, true) => Kind::Hex,
        _ => Kind::Key,
    };
    let secret = Secret::generate(kind)?;
    if matches.get_flag("json") {
        let object = Object::default().text("kind", kind.name()).text("secret", secret.expose());
        stdout::line(&object.finish())
    } else {
        stdout::line(secret.expose())
    }
}
