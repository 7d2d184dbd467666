"""The order in which Microsoft Project's schema puts the elements that Milepost writes."""

NAMESPACE = "http://schemas.microsoft.com/project"

ORDERS = {
    "Project": """
        SaveVersion UID Name GUID Title Subject Category Company Manager Author CreationDate Revision
        LastSaved ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits
        CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime
        MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType DefaultFixedCostAccrual
        DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts
        HonorConstraints EarnedValueMethod InsertedProjectsLikeSummary MultipleCriticalPaths
        NewTasksEffortDriven NewTasksEstimated SplitsInProgressTasks SpreadActualCost SpreadPercentComplete
        TaskUpdatesResource FiscalYearStart WeekStartDay MoveCompletedEndsBack MoveRemainingStartsBack
        MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue
        AutoAddNewResourcesAndTasks StatusDate CurrentDate MicrosoftProjectServerURL Autolink
        NewTaskStartDate NewTasksAreManual DefaultTaskEVMethod ProjectExternallyEdited ExtendedCreationDate
        ActualsInSync RemoveFileProperties AdminProject UpdateManuallyScheduledTasksWhenEditingLinks
        KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled Views Filters Groups Tables Maps Reports Drawings
        DataLinks VBAProjects OutlineCodes WBSMasks ExtendedAttributes Calendars Tasks Resources Assignments
    """,
    "Task": """
        UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber
        OutlineLevel Priority Start Finish Duration ManualStart ManualFinish ManualDuration DurationFormat
        FreeformDurationFormat Work Stop Resume ResumeValid EffortDriven Recurring OverAllocated Estimated
        Milestone Summary DisplayAsSummary Critical IsSubproject IsSubprojectReadOnly SubprojectName
        ExternalTask ExternalTaskProject EarlyStart EarlyFinish LateStart LateFinish StartVariance
        FinishVariance WorkVariance FreeSlack TotalSlack StartSlack FinishSlack FixedCost FixedCostAccrual
        PercentComplete PercentWorkComplete Cost OvertimeCost OvertimeWork ActualStart ActualFinish
        ActualDuration ActualCost ActualOvertimeCost ActualWork ActualOvertimeWork RegularWork
        RemainingDuration RemainingCost RemainingWork RemainingOvertimeCost RemainingOvertimeWork ACWP CV
        ConstraintType CalendarUID ConstraintDate Deadline LevelAssignments LevelingCanSplit LevelingDelay
        LevelingDelayFormat PreLeveledStart PreLeveledFinish Hyperlink HyperlinkAddress HyperlinkSubAddress
        IgnoreResourceCalendar Notes HideBar Rollup BCWS BCWP PhysicalPercentComplete EarnedValueMethod
        PredecessorLink ActualWorkProtected ActualOvertimeWorkProtected ExtendedAttribute Baseline
        OutlineCode IsPublished StatusManager CommitmentStart CommitmentFinish CommitmentType TimephasedData
    """,
    "PredecessorLink": """
        PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat
    """,
    "Baseline": """
        TimephasedData Number Interim Start Finish Duration DurationFormat EstimatedDuration Work Cost BCWS
        BCWP FixedCost
    """,
    "Calendar": """
        UID GUID Name IsBaseCalendar IsBaselineCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks
    """,
    "Resource": """
        UID GUID ID Name Type IsNull Initials Phonetics NTAccount MaterialLabel Code Group WorkGroup
        EmailAddress Hyperlink HyperlinkAddress HyperlinkSubAddress MaxUnits PeakUnits OverAllocated
        AvailableFrom AvailableTo Start Finish CanLevel AccrueAt Work RegularWork OvertimeWork ActualWork
        RemainingWork ActualOvertimeWork RemainingOvertimeWork PercentWorkComplete StandardRate
        StandardRateFormat Cost OvertimeRate OvertimeRateFormat OvertimeCost CostPerUse ActualCost
        ActualOvertimeCost RemainingCost RemainingOvertimeCost WorkVariance CostVariance SV CV ACWP
        CalendarUID Notes BCWS BCWP IsGeneric IsInactive IsEnterprise BookingType ActualWorkProtected
        ActualOvertimeWorkProtected ActiveDirectoryGUID CreationDate ExtendedAttribute Baseline OutlineCode
        IsCostResource AssnOwner AssnOwnerGuid IsBudget AvailabilityPeriods Rates TimephasedData
    """,
    "Assignment": """
        UID GUID TaskUID ResourceUID PercentWorkComplete ActualCost ActualFinish ActualOvertimeCost
        ActualOvertimeWork ActualStart ActualWork ACWP Confirmed Cost CostRateTable RateScale CostVariance
        CV Delay Finish FinishVariance Hyperlink HyperlinkAddress HyperlinkSubAddress WorkVariance
        HasFixedRateUnits FixedMaterial LevelingDelay LevelingDelayFormat LinkedFields Milestone Notes
        Overallocated OvertimeCost OvertimeWork PeakUnits RegularWork RemainingCost RemainingOvertimeCost
        RemainingOvertimeWork RemainingWork ResponsePending Start Stop Resume StartVariance Summary SV Units
        UpdateNeeded VAC Work WorkContour BCWS BCWP BookingType ActualWorkProtected
        ActualOvertimeWorkProtected CreationDate AssnOwner AssnOwnerGuid BudgetCost BudgetWork
        ExtendedAttribute Baseline TimephasedData
    """,
}

PLACES = {name: {child: place for place, child in enumerate(order.split())} for name, order in ORDERS.items()}
