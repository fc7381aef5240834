namespace EndToEnd.Tests.Testing;

/// <summary>The projects of all test classes: they are built together, as a build has its price.</summary>
internal static class UserProjects
{
    public static IReadOnlyList<UserProject> All =>
    [
        .. SeverityTests.Projects,
        .. LifecycleModeTests.Projects,
        .. TargetTests.Projects,
        .. RobustnessTests.Projects,
        .. OptionTests.Projects,
    ];
}
