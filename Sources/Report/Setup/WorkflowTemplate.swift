// CI of GitHub and GitLab, and the hook of pre-commit.

/// Texts that hold nothing of the audited project, so that nothing of it can be run by CI.
enum WorkflowTemplate {
  static let github = #"""
    # Holds each pull request against plimsoll-baseline.json; written by plimsoll init.
    # Once: build the image from the Dockerfile of plimsoll's repository, push it to your registry
    # and name it in the repository variable PLIMSOLL_IMAGE; then commit a baseline:
    #   plimsoll gate --update-baseline
    name: plimsoll
    on:
      pull_request:
      push:
        branches: [main, master]

    permissions:
      contents: read
      # Code scanning takes the SARIF log.
      security-events: write

    jobs:
      gate:
        runs-on: ubuntu-latest
        timeout-minutes: 15
        container: ${{ vars.PLIMSOLL_IMAGE }}
        steps:
          - uses: actions/checkout@v4
            with:
              # plimsoll gate --changed-since needs the history.
              fetch-depth: 0
          - name: Let git read the checkout of another user
            run: git config --global --add safe.directory "$GITHUB_WORKSPACE"
          - name: Gate
            run: plimsoll gate --format github
          - name: Report
            if: always()
            run: |
              plimsoll audit --report plimsoll-report --quiet >plimsoll-report.txt
              plimsoll gate --format markdown --fail-on never >>"$GITHUB_STEP_SUMMARY"
          - name: Code scanning
            if: always()
            uses: github/codeql-action/upload-sarif@v3
            with:
              sarif_file: plimsoll-report/audit_artifacts/findings.sarif
              category: plimsoll
          - name: Keep the report
            if: always()
            uses: actions/upload-artifact@v4
            with:
              name: plimsoll-report
              path: plimsoll-report

    """#

  static let gitlab = #"""
    # Holds each merge request against plimsoll-baseline.json; written by plimsoll init.
    # Include it from .gitlab-ci.yml:
    #   include:
    #     - local: .gitlab/plimsoll.yml
    # Once: build the image from the Dockerfile of plimsoll's repository, push it to your registry
    # and name it in the CI/CD variable PLIMSOLL_IMAGE; then commit a baseline:
    #   plimsoll gate --update-baseline
    plimsoll:
      stage: test
      image: $PLIMSOLL_IMAGE
      variables:
        # plimsoll gate --changed-since needs the history.
        GIT_DEPTH: "0"
      rules:
        - if: $CI_PIPELINE_SOURCE == "merge_request_event"
        - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      script:
        - plimsoll gate --format gitlab --output gl-code-quality-report.json
      after_script:
        - plimsoll audit --format junit --output plimsoll-junit.xml
        - plimsoll audit --report plimsoll-report --quiet >plimsoll-report.txt
      artifacts:
        when: always
        paths:
          - plimsoll-report/
        reports:
          codequality: gl-code-quality-report.json
          junit: plimsoll-junit.xml

    """#

  static let hook = """
    # The gate before each commit, for what the commit touches; written by plimsoll init.
    # pre-commit install switches it on; plimsoll must be on the PATH.
    repos:
      - repo: local
        hooks:
          - id: plimsoll
            name: plimsoll gate
            entry: plimsoll gate --changed-since HEAD
            language: system
            pass_filenames: false
            types_or: [javascript, jsx, ts, tsx, python, sql]

    """
}
