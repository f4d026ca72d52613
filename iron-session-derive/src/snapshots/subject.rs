#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl<T> Visit<T> {
    /// The session's `owner`.
    fn owner(&self) -> ::core::option::Option<&T> {
        self.owner.as_ref()
    }
    /// Sets the session's `owner`.
    fn set_owner(&mut self, value: T) {
        self.owner = ::core::option::Option::Some(value);
    }
    /// Sets the session's `owner`, or clears it.
    fn put_owner(&mut self, value: Option<T>) {
        self.owner = value;
    }
    /// Borrows mutably the session's `owner`.
    fn owner_mut(&mut self) -> &mut Option<T> {
        &mut self.owner
    }
    /// Clears the session's `owner`.
    fn clear_owner(&mut self) {
        self.owner = ::core::option::Option::None;
    }
    /// Takes out the session's `owner`.
    fn take_owner(&mut self) -> Option<T> {
        self.owner.take()
    }
    /// The session's `count`.
    fn count(&self) -> u32 {
        self.count
    }
    /// Sets the session's `count`.
    fn set_count(&mut self, value: u32) {
        self.count = value;
    }
    /// Borrows mutably the session's `count`.
    fn count_mut(&mut self) -> &mut u32 {
        &mut self.count
    }
    /// Resets the session's `count`.
    fn reset_count(&mut self)
    where
        Self: ::core::default::Default,
    {
        self.count = <Self as ::core::default::Default>::default().count;
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<T> ::core::default::Default for Visit<T>
where
    Option<T>: ::iron_session::__private::DefaultMember,
{
    #[inline(never)]
    fn default() -> Self {
        Self {
            owner: ::iron_session::__private::default_member::<Option<T>>(),
            count: ::iron_session::__private::default_member::<u32>(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<T> ::iron_session::IronSession for Visit<T>
where
    Visit<
        T,
    >: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static,
    Option<T>: ::iron_session::__private::Member + ::iron_session::__private::ThreadSafe,
    T: ::iron_session::__private::Member,
{
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session")
        .id(true);
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["sub", "count"];
    type Subject = T;
    const SUBJECT: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(
        "sub",
    );
    fn subject_member(&self) -> ::core::option::Option<&T> {
        self.owner.as_ref()
    }
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    const DOUBTFUL: &'static [::core::primitive::usize] = &[0usize];
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Checked::<
            Option<T>,
            Option<T>,
        >::write_or_omit(__out, ",\"sub\":", &self.owner)?;
        __Codec::<u32>::write(__out, ",\"count\":", &self.count)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Checked::<Option<T>, Option<T>>::read(__source, ",\"sub\":", &mut self.owner)?;
        __Codec::<u32>::read(__source, ",\"count\":", &mut self.count)
    }
}
