package app.medzenhealth.cutover.plan;

/**
 * What an action does to users and data, as far as others decide by it: roles, clocks, gates and risks ask for traits and know no
 * action's name. An action type declares its own.
 */
public enum Trait {
    /** Closes a side to writes, which begins the downtime. */
    FENCES,
    /** Opens a fenced side to writes again. */
    LIFTS_FENCE,
    /** Opens the group that a fence has closed, once no database stands behind it: the next attempt's is put there. */
    CLEARS_FENCE,
    /** Makes a side follow another; its input {@code instance} names the database that follows. */
    REPLICATES,
    /** Makes the database that its input {@code instance} names. */
    MAKES_DATABASE,
    /** Makes the service that its input {@code service} names, in the cluster that its input {@code cluster} names. */
    MAKES_SERVICE,
    /** Compares the database that its input {@code target} names with the one that it follows: nothing is missing there. */
    PROVES_PARITY,
    /** Makes a side that followed take writes of its own; its input {@code instance} names the database. */
    PROMOTES,
    /** Leads users elsewhere by a name. */
    REDIRECTS,
    /** Takes a name away, by which somebody may be led. */
    TAKES_NAME_AWAY,
    /** Starts or stops a service by the number that its input {@code desired} names. */
    SCALES,
    /** Destroys something that does not come back by itself. */
    DESTROYS,
    /** Keeps a copy of what its inputs name: a backup, a snapshot, an export, objects elsewhere. */
    SAVES,
    /** Saves what the things that its inputs name are made of, code and settings, into the bucket that its input {@code to} names. */
    SAVES_DEFINITIONS,
    /** Makes the bucket that its input {@code bucket} names. */
    MAKES_BUCKET,
    /** Shows of what its inputs name that it can be done without: nobody uses it, or it is there twice. */
    PROVES_DISPENSABLE,
    /** Only adds; the console does not take it back, and nothing is lost for that. */
    ONLY_ADDS,
    /** A person does it and states so. */
    BY_PERSON,
    /** A person answers its input {@code question} by one of its {@code options}, of which one is {@code recommended}. */
    ASKS,
    /** A person sends the plan's message that its input {@code message} names. */
    SENDS_MESSAGE,
    /** Writes down whom to call: the plan's contacts. */
    NAMES_CONTACTS,
    /** Looks for what is left in a region, and tells it in its output {@link Remains#OUTPUT}. */
    SWEEPS,
    /** Compares metrics with the limits that its input {@code signals} states. */
    READS_METRICS,
    /** Counts how long its {@code signals} were healthy {@code over} a time {@code since} a step or phase ended, by what was measured. */
    COUNTS_HEALTHY_HOURS,
    /** Tells how long users were without service, and whether that is measured. */
    MEASURES_DOWNTIME,
    /** Compares what AWS charges with what the plan expects. */
    COMPARES_COST,
    /** Is about names in DNS, which have no region. */
    ABOUT_NAMES,
    /** Starts the program on this machine that its input {@code argv} names; an exit code says nothing of its effect. */
    RUNS_PROGRAM,
    /** Gives outputs that the templates of the project define, not the action. */
    DEPLOYS_STACK,
    /** Sets how long the name that its input {@code name} names is kept by resolvers. */
    SETS_TTL,
    /** Sets for how many {@code seconds} the targets of the group that its input {@code targetGroup} names drain. */
    SETS_DRAINING,
    /** Makes a health check of the name in its input {@code host}, which is red from the beginning where {@code held} is true. */
    MAKES_HEALTH_CHECK,
    /** Turns the health check that its input {@code healthCheck} names red, or lets it say what it finds, by {@code state}. */
    HOLDS_HEALTH_CHECK,
    /** Switches {@code rules}, {@code schedules} and {@code mappings} on or off, by {@code state}. */
    SWITCHES_TRIGGERS,
    /** Copies the {@code rules} of {@code sourceRegion}, switched off. */
    COPIES_TRIGGERS,
    /** Registers what the services of its {@code family} run, with their {@code environment}. */
    REGISTERS_TASK,
    /** Lets something call the function that its input {@code function} names. */
    PERMITS_CALLS,
    /** Keeps a copy of the secret of {@code sourceRegion} in its region. */
    REPLICATES_SECRET,
    /** Puts functions of {@code sourceRegion} into its region, with the {@code databases} that they are to reach there. */
    DEPLOYS_FUNCTIONS,
    /** Leads {@code functions} away from the databases {@code insteadOf}: it needs neither to be there. */
    LEADS_FUNCTIONS_AWAY,
    /** Copies the objects of the bucket {@code from} into the bucket {@code to}, which is in its region. */
    COPIES_OBJECTS,
    /** Exports the log {@code groups} to a {@code bucket}. */
    EXPORTS_LOGS,
    /** Takes a snapshot of the database that its input {@code instance} names. */
    TAKES_SNAPSHOT,
    /** Writes down what is there before anything is changed. */
    FREEZES_BASELINE,
    /** Writes the way back down from what is there, and tries it. */
    PACKS_WAY_BACK,
    /** Asks whether {@code steps} are complete, and since when. */
    ASKS_WHETHER_DONE,
    /** Reads what {@code steps} measured when they succeeded. */
    TELLS_MEASURED,
    /** Reads from which {@code database} the tasks of its {@code service} serve. */
    PROVES_BACKING,
    /** Counts what was written to the database that its input {@code instance} names since it was promoted. */
    COUNTS_WRITES,
    /** Looks at the database that its input {@code instance} names, and compares it with what it should be: {@code expect}. */
    CHECKS_DATABASE,
    /** Looks whether an address answers, by its input {@code url}; {@code connectTo} names who is asked in the name's place. */
    CHECKS_ADDRESS,
    /** Looks what the name in its input {@code name} is answered. */
    CHECKS_NAME,
    /** Makes {@code alarms} that tell a {@code topic}. */
    MAKES_ALARMS,
    /** Makes the {@code topic} that tells {@code emails}. */
    MAKES_ALARM_TOPIC,
    /** Looks at {@code alarms}: whether they are quiet, or were, or tell somebody. */
    CHECKS_ALARMS,
    /** Tells which data lies outside the regions that its input {@code allowed} names. */
    REPORTS_RESIDENCY
}
