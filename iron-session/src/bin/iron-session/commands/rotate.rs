//! `iron-session rotate`: the next state of the environment's variables, while a key is replaced.

use clap::{Arg, ArgAction, ArgMatches, Command};
use iron_session::Keyring;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::input::arguments::{env, env_arg, json_flag};
use crate::input::secrets::{Kind, Secret};
use crate::input::variables::{Form, MAX_PREVIOUS, Value, Variables, next_name, previous_name};
use crate::output::object::Object;
use crate::output::stdout;

const LONG_ABOUT: &str = "Prints what the environment's variables are to be next, so that a key is replaced and nobody is logged out.

Deploy to every server what it prints, then run it again with the new variables. It prints secrets, and changes \
                          nothing. A key that has leaked is not turned but removed at once.";

/// One step of a rotation.
struct Step {
    /// What is done in this step, and what comes after it.
    about: [String; 2],
    variables: Variables,
}

pub(crate) fn command() -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    Command::new("rotate")
        .about("Prints the next state of the environment's variables, to replace a key step by step")
        .long_about(LONG_ABOUT)
        .arg(env_arg())
        .arg(flag("drop-previous").help("Ends a rotation: the next state without the previous secrets"))
        .arg(
            flag("begin")
                .conflicts_with("drop-previous")
                .help("Begins another rotation while there are previous secrets"),
        )
        .arg(json_flag())
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let name = env(matches);
    // All that is wrong with the secrets is told before they are moved.
    Keyring::from_env(name)?;
    let step = next(matches, name, Variables::read(name))?;
    if matches.get_flag("json") {
        stdout::line(&as_json(name, &step))
    } else {
        stdout::write(as_lines(name, &step)?.as_bytes())
    }
}

/// The step that follows on these variables.
fn next(matches: &ArgMatches, name: &str, variables: Variables) -> Result<Step, Failure> {
    if matches.get_flag("drop-previous") {
        return drop_previous(name, variables);
    }
    if variables.next.is_some() {
        return if matches.get_flag("begin") { Err(begun(name)) } else { seal_with_next(name, variables) };
    }
    if variables.previous.is_empty() || matches.get_flag("begin") {
        return add_next(name, variables);
    }
    let previous = previous_name(name, 1);
    Err(Failure::usage(format_args!(
        "`{previous}` is still set. Once max_age has passed since every server has the current secret, \
         `rotate --drop-previous` prints the state without it; `rotate --begin` begins another rotation and keeps it"
    )))
}

fn begun(name: &str) -> Failure {
    let next = next_name(name);
    Failure::usage(format_args!(
        "a rotation has begun already: `{next}` is set; run `rotate` without `--begin`"
    ))
}

/// Step 2 adds a previous secret. This is asked before step 1 too: what has no second step is not begun.
fn check_place(variables: &Variables) -> Result<(), Failure> {
    if variables.previous.len() < MAX_PREVIOUS {
        return Ok(());
    }
    Err(Failure::usage("there is no place for another previous secret; drop those whose max_age has passed"))
}

/// Step 1: every server learns the new key before one seals with it.
fn add_next(name: &str, variables: Variables) -> Result<Step, Failure> {
    check_place(&variables)?;
    let text = Zeroizing::new(Secret::generate(Kind::Key)?.expose().to_owned());
    let next = Some(Value { form: Form::Inline, text });
    let about = [
        format!(
            "Step 1 of 3: every server learns the new secret, and none seals with it yet ({}).",
            next_name(name)
        ),
        "Deploy this to every server. Then run `iron-session rotate` again with these variables.".to_owned(),
    ];
    Ok(Step { about, variables: Variables { next, ..variables } })
}

/// Step 2: the next key seals, and the one that sealed only opens.
fn seal_with_next(name: &str, variables: Variables) -> Result<Step, Failure> {
    check_place(&variables)?;
    let Variables { current, next, previous } = variables;
    let about = [
        "Step 2 of 3: the new secret seals, and the old one only opens.".to_owned(),
        format!(
            "Deploy this to every server, but only when all of them have had {} for a while. When max_age has passed \
             after that, `iron-session rotate --drop-previous` ends it.",
            next_name(name)
        ),
    ];
    let previous = current.into_iter().chain(previous).collect();
    Ok(Step { about, variables: Variables { current: next, next: None, previous } })
}

/// Step 3: the old keys go.
fn drop_previous(name: &str, variables: Variables) -> Result<Step, Failure> {
    if variables.previous.is_empty() {
        return Err(Failure::usage(format_args!(
            "`{}` is not set; there is nothing to drop",
            previous_name(name, 1)
        )));
    }
    let about = [
        "Step 3 of 3: the old secrets are gone. Sessions that only they open are over.".to_owned(),
        "Deploy this once max_age has passed since every server seals with the current secret.".to_owned(),
    ];
    Ok(Step { about, variables: Variables { previous: Vec::new(), ..variables } })
}

/// The lines of an env file, with comments.
fn as_lines(name: &str, step: &Step) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    for line in &step.about {
        text.push_str("# ");
        text.push_str(line);
        text.push('\n');
    }
    for (name, value) in step.variables.lines(name) {
        text.push_str(&name);
        text.push('=');
        text.push_str(&quoted(&name, value)?);
        text.push('\n');
    }
    Ok(text)
}

fn as_json(name: &str, step: &Step) -> String {
    let lines = step.variables.lines(name);
    let variables = lines.iter().fold(Object::default(), |object, (name, value)| object.text(name, value));
    Object::default()
        .text("step", &step.about[0])
        .text("then", &step.about[1])
        .raw("variables", &variables.finish())
        .finish()
}

/// A value as shells, systemd and dotenv read it: as it is, or in single quotes if a character in it means
/// something to one of them. Docker's `--env-file` would keep the quotes, and then the library refuses them.
fn quoted(name: &str, value: &str) -> Result<Zeroizing<String>, Failure> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.:/+=,@%".contains(c);
    if value.chars().all(is_plain) {
        return Ok(Zeroizing::new(value.to_owned()));
    }
    if value.contains(['\'', '\n', '\r']) {
        return Err(Failure::usage(format_args!("`{name}` has a quote or a line end in it; use `--json`")));
    }
    Ok(Zeroizing::new(format!("'{value}'")))
}
