// Libraries of forms: what they are handed runs when somebody sends the form, not when it is shown.

import SemanticModel

extension Library {
  /// React Hook Form: `handleSubmit` gives the handler of an event.
  static let hookForm = Library(
    "React Hook Form",
    packages: ["react-hook-form"],
    exports: Members.of([.each("useForm useFormContext", .gives("form.Methods"))]).byName,
    types: [
      "form.Methods": LibraryType(.each("handleSubmit", Operation.calls(.later(.from(0)))))
    ]
  )

  /// Formik: `onSubmit` of its options.
  static let formik = Library(
    "Formik",
    packages: ["formik"],
    exports: Members.of([.each("useFormik", Operation.calls(.later(.propertiesOf(0))))]).byName
  )
}
