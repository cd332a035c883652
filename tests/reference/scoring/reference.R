# Reference values for tests/surveys/scoring, from the made-up answers in answers.csv.
# Debian 12: apt-get install r-base-core r-cran-psych r-cran-multilevel r-cran-survey r-cran-lme4
# Run in this folder: Rscript reference.R > reference.json

suppressPackageStartupMessages({
  library(psych); library(multilevel); library(survey); library(lme4)
})

answers <- read.csv("answers.csv")
dimensions <- list(core = paste0("core_", 1:4), direction = paste0("direction_", 1:3),
                   safety = paste0("safety_", 1:3))
points <- function(x) (x - 1) / 4 * 100

omega_one_factor <- function(x) {
  fit <- factanal(x, factors = 1, control = list(opt = list(factr = 1e3)))
  s <- apply(x, 2, sd)
  common <- sum(fit$loadings[, 1] * s)^2
  common / (common + sum(fit$uniquenesses * s^2))
}

feldt <- function(a, n, j) {
  1 - (1 - a) * qf(c(.975, .025), n - 1, (n - 1) * (j - 1))
}

by_dimension <- lapply(dimensions, function(keys) {
  x <- answers[, keys]
  all <- rep(1, nrow(x))
  a <- suppressWarnings(psych::alpha(x))
  list(
    mean = mean(points(rowMeans(x))), sd = sd(points(rowMeans(x))),
    alpha = a$total$raw_alpha, standardized = a$total$std.alpha,
    feldt = feldt(a$total$raw_alpha, nrow(x), ncol(x)),
    item_rest = a$item.stats$r.drop,
    omega = omega_one_factor(x),
    rwg_j = multilevel::rwg.j(x, all, ranvar = 2)$rwg.j,
    rwg_j_star = multilevel::rwg.j.lindell(x, all, ranvar = 2)$rwg.lindell,
    a_wg = multilevel::awg(x, all, range = c(1, 5))$a.wg,
    ad_mean = multilevel::ad.m(x, all, type = "mean")$AD.M,
    ad_median = multilevel::ad.m(x, all, type = "median")$AD.M
  )
})

score <- points(rowMeans(answers[, dimensions$core]))
anova <- aov(score ~ factor(answers$team))
mixed <- lmer(score ~ 1 + (1 | team), data = data.frame(score, team = answers$team))
units <- list(
  icc1 = multilevel::ICC1(anova), icc2 = multilevel::ICC2(anova),
  tau2 = as.data.frame(VarCorr(mixed))$vcov[1],
  shrunken = setNames(as.list(coef(mixed)$team[, 1]), rownames(coef(mixed)$team)),
  team_rwg_j = setNames(as.list(rwg.j(answers[, dimensions$core], answers$team)$rwg.j),
                        rwg.j(answers[, dimensions$core], answers$team)$grpid),
  team_a_wg = setNames(as.list(awg(answers[, dimensions$core], answers$team)$a.wg),
                       awg(answers[, dimensions$core], answers$team)$grpid)
)

# the same where teams t5 and t7 are hidden
shown <- !answers$team %in% c("t5", "t7")
few <- lmer(score ~ 1 + (1 | team), data = data.frame(score, team = answers$team)[shown, ])
units_shown <- list(
  icc1 = multilevel::ICC1(aov(score[shown] ~ factor(answers$team[shown]))),
  spread = sd(score[shown]), spread_of_all = sd(score),
  shrunken = setNames(as.list(coef(few)$team[, 1]), rownames(coef(few)$team))
)

# two groups: teams t0..t2 against the rest
first <- score[answers$team %in% c("t0", "t1", "t2")]
second <- score[!answers$team %in% c("t0", "t1", "t2")]
welch <- t.test(first, second)
n1 <- length(first); n2 <- length(second); m <- n1 + n2 - 2
pooled <- sqrt(((n1 - 1) * var(first) + (n2 - 1) * var(second)) / m)
d <- (mean(first) - mean(second)) / pooled
statistic <- d * sqrt(n1 * n2 / (n1 + n2))
bound <- function(p) uniroot(function(ncp) pt(statistic, m, ncp) - p, c(-20, 20),
                             tol = 1e-12)$root / sqrt(n1 * n2 / (n1 + n2))
two_groups <- list(
  df = unname(welch$parameter), p = welch$p.value, interval = as.numeric(welch$conf.int),
  hedges_g = d * gamma(m / 2) / (sqrt(m / 2) * gamma((m - 1) / 2)),
  hedges_interval = c(bound(.975), bound(.025)),
  cliffs_delta = mean(sign(outer(first, second, "-")))
)

# composite: weights .5 .3 .2, variance, and Mosier's reliability
weights <- c(.5, .3, .2)
person <- sapply(dimensions, function(keys) points(rowMeans(answers[, keys])))
total <- as.numeric(person %*% weights)
alphas <- sapply(by_dimension, function(x) x$alpha)
rho <- 1 - sum(weights^2 * apply(person, 2, var) * (1 - alphas)) / var(total)
f <- 120 / 150
se <- sqrt(var(total) / 120 * (1 - f * rho))
composite <- list(mean = mean(total), variance = var(total), reliability = rho, se = se,
                  interval = mean(total) + c(-1, 1) * qt(.975, 119) * se)

# relative importance of direction_1..3 and safety_1..3 for the core score
y <- score
x <- answers[, c(dimensions$direction, dimensions$safety)]
r2 <- function(columns) {
  if (length(columns) == 0) 0 else summary(lm(y ~ ., data = x[, columns, drop = FALSE]))$r.squared
}
p <- ncol(x)
lmg <- sapply(1:p, function(k) {
  others <- setdiff(1:p, k)
  gains <- sapply(0:(2^(p - 1) - 1), function(code) {
    subset <- others[bitwAnd(code, 2^(0:(p - 2))) > 0]
    s <- length(subset)
    factorial(s) * factorial(p - s - 1) / factorial(p) * (r2(c(subset, k)) - r2(subset))
  })
  sum(gains)
})
e <- eigen(cor(x))
lambda <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
beta <- solve(lambda, cor(x, y))
johnson <- as.numeric(lambda^2 %*% beta^2)
drivers <- list(keys = colnames(x), lmg = lmg, johnson = johnson, r_squared = r2(1:p))

# raking to margins of team half and favorable core
frame <- data.frame(half = ifelse(answers$team %in% c("t0", "t1", "t2"), "a", "b"),
                    role = ifelse(seq_len(120) %% 3 == 0, "lead", "staff"))
design <- svydesign(ids = ~1, weights = rep(1, 120), data = frame)
raked <- rake(design, list(~half, ~role),
              list(data.frame(half = c("a", "b"), Freq = c(70, 80)),
                   data.frame(role = c("lead", "staff"), Freq = c(30, 120))),
              control = list(epsilon = 1e-10, maxit = 100))
w <- weights(raked)
cells <- tapply(w, paste(frame$half, frame$role), mean)
raking <- list(weights = as.list(cells), effective = sum(w)^2 / sum(w^2))

# proportions
wilson <- prop.test(37, 120, correct = FALSE)$conf.int

json <- function(x) {
  if (is.list(x)) {
    parts <- sapply(names(x), function(name) paste0('"', name, '": ', json(x[[name]])))
    paste0("{", paste(parts, collapse = ", "), "}")
  } else if (is.character(x)) {
    items <- paste0('"', x, '"')
    if (length(x) == 1) items else paste0("[", paste(items, collapse = ", "), "]")
  } else {
    items <- formatC(x, digits = 15, format = "g")
    if (length(x) == 1) items else paste0("[", paste(items, collapse = ", "), "]")
  }
}
version <- function(name) as.character(packageVersion(name))
cat(json(list(
  versions = list(R = as.character(getRversion()), psych = version("psych"),
                  multilevel = version("multilevel"), survey = version("survey"),
                  lme4 = version("lme4")),
  dimensions = by_dimension, units = units, units_shown = units_shown, two_groups = two_groups, composite = composite,
  drivers = drivers, raking = raking, wilson_37_of_120 = as.numeric(wilson),
  benjamini_hochberg = p.adjust(c(.001, .02, .03, .04, .5, .011), "BH")
)), "\n")
