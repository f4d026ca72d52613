//! [`Model`]: a whole struct, session or token.

use syn::{Generics, Ident, Path, Type, Visibility};

use crate::attr::Kind;
use crate::model::field::{Field, Form, Member, Place};
use crate::model::generics;
use crate::model::schema::Schema;
use crate::model::setting::Settings;

/// A session or token. If there were errors it holds what could be understood, which is enough for a stub.
pub(crate) struct Model {
    pub(crate) kind: Kind,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    /// The path to the runtime crate.
    pub(crate) runtime: Path,
    pub(crate) settings: Settings,
    pub(crate) schema: Schema,
    /// The field that says whose session it is.
    pub(crate) subject: Option<Ident>,
    /// Whether the format is that of iron-session for JavaScript.
    pub(crate) is_shared: bool,
    /// Whether the user implements `Default`.
    pub(crate) own_default: bool,
    pub(crate) fields: Vec<Field>,
}

impl Model {
    /// The fields that are members of the sealed JSON.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&Field, &Member)> {
        self.fields.iter().filter_map(|field| Some((field, field.member()?)))
    }

    /// The field that holds the members which the struct does not name.
    pub(crate) fn flattened(&self) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(field.place, Place::Flattened(_)))
    }

    /// The field that says whose session it is, unless it has a mistake.
    pub(crate) fn subject(&self) -> Option<(&Field, &Member)> {
        let subject = self.subject.as_ref()?;
        self.members().find(|(field, _)| field.ident == *subject).filter(|(field, _)| !field.is_broken)
    }

    /// Whether the member is left out of the JSON while the field is empty. That is sound only if a member
    /// that is missing reads as empty too.
    pub(crate) fn omits_empty(&self, field: &Field) -> bool {
        !self.own_default && field.is_empty_by_default()
    }

    /// The fields whose type's own codec writes and reads them.
    pub(crate) fn coded(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| match &field.place {
            Place::Member(member) => !matches!(member.form, Form::With(_)),
            Place::Flattened(_) => true,
            Place::Skipped => false,
        })
    }

    /// Whether the runtime checks all types that may keep the session from moving between threads.
    pub(crate) fn checks_threads_by_field(&self) -> bool {
        let unknown = |field: &&Field| !field.shape.is_certain();
        let of_all = self.fields.iter().filter(unknown).count();
        of_all > 0 && of_all == self.coded().filter(unknown).count()
    }

    /// Whether a type depends on the struct's type or const parameters, so that its bounds have to be stated.
    pub(crate) fn is_generic(&self, ty: &Type) -> bool {
        generics::is_generic(&self.generics, ty)
    }

    pub(crate) fn has_parameters(&self) -> bool {
        generics::parameters(&self.generics).next().is_some()
    }
}
