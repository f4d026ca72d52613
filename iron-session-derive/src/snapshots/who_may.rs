#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// The session's `role`.
    pub fn role(&self) -> Role
    where
        Role: ::core::marker::Copy,
    {
        self.role
    }
    /// Sets the session's `role`.
    pub fn set_role(&mut self, value: Role) {
        self.role = value;
    }
    /// Borrows mutably the session's `role`.
    pub fn role_mut(&mut self) -> &mut Role {
        &mut self.role
    }
    /// Resets the session's `role`.
    pub fn reset_role(&mut self) {
        ::core::mem::swap(
            &mut self.role,
            &mut <Self as ::core::default::Default>::default().role,
        );
    }
    /// The session's `former`.
    pub fn former(&self) -> ::core::option::Option<Role>
    where
        Role: ::core::marker::Copy,
    {
        self.former
    }
    /// The session's `user`.
    pub fn user(&self) -> ::core::option::Option<u64> {
        self.user
    }
    /// Sets the session's `user`.
    pub(crate) fn sign_in(&mut self, value: u64) {
        self.user = ::core::option::Option::Some(value);
    }
    /// Sets the session's `user`, or clears it.
    pub(crate) fn put_user(&mut self, value: Option<u64>) {
        self.user = value;
    }
    /// Borrows mutably the session's `user`.
    pub(crate) fn user_mut(&mut self) -> &mut Option<u64> {
        &mut self.user
    }
    /// Clears the session's `user`.
    pub(crate) fn clear_user(&mut self) {
        self.user = ::core::option::Option::None;
    }
    /// Takes out the session's `user`.
    pub(crate) fn take_user(&mut self) -> Option<u64> {
        self.user.take()
    }
    /// The session's `lang`.
    pub fn lang(&self) -> &::core::primitive::str {
        self.lang.as_str()
    }
    /// Sets the session's `lang`.
    pub(super) fn set_lang(
        &mut self,
        value: impl ::core::convert::Into<::std::string::String>,
    ) {
        self.lang = ::core::convert::Into::into(value);
    }
    /// Borrows mutably the session's `lang`.
    pub(super) fn lang_mut(&mut self) -> &mut String {
        &mut self.lang
    }
    /// Resets the session's `lang`.
    pub(super) fn reset_lang(&mut self) {
        ::core::mem::swap(
            &mut self.lang,
            &mut <Self as ::core::default::Default>::default().lang,
        );
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            role: ::iron_session::__private::default_member::<Role>(),
            former: ::iron_session::__private::default_member::<Option<Role>>(),
            user: ::iron_session::__private::default_member::<Option<u64>>(),
            lang: ::std::string::String::from("en"),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit
where
    for<'__any> Visit: ::core::marker::Send + ::core::marker::Sync,
{
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &[
        "role",
        "former",
        "user",
        "lang",
    ];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    const DOUBTFUL: &'static [::core::primitive::usize] = &[0usize, 1usize];
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Checked::<_, Role>::write(__out, ",\"role\":", &self.role)?;
        __Checked::<_, Role>::write_or_omit(__out, ",\"former\":", &self.former)?;
        __Codec::<_>::write_or_omit(__out, ",\"user\":", &self.user)?;
        __Codec::<_>::write(__out, ",\"lang\":", &self.lang)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Checked::<_, Role>::read(__source, ",\"role\":", &mut self.role)?;
        __Checked::<_, Role>::read(__source, ",\"former\":", &mut self.former)?;
        __Codec::<_>::read(__source, ",\"user\":", &mut self.user)?;
        __Codec::<_>::read(__source, ",\"lang\":", &mut self.lang)
    }
}
